/** Answers clients that ask for diagnostics. A question about the workspace stays open until there is news. */
import { createHash } from 'node:crypto';
import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { diagnosticsOf, pathsOf } from './diagnostics.ts';
import type { Project } from './project.ts';
import { guarded, type Session, uriOf } from './session.ts';

type WorkspaceReport = WorkspaceFullDocumentDiagnosticReport & { readonly resultId: string };

export class PullDiagnostics {
  readonly #session: Session;
  /** What the client was told of open documents when it asked for one, by address. */
  readonly #told = new Map<string, { readonly version: number; readonly resultId: string }>();
  /**
   * Files that the client was last told diagnostics of, with their result. Clients forget the result when a document is
   * closed and go on showing what it said.
   */
  readonly #shown = new Map<string, string>();
  /** Documents that the client is waiting for, by address. */
  readonly #asked = new Map<string, number>();
  #isRefreshing = false;
  #waiting: (() => void)[] = [];
  /** Counts what happened, so that nothing is missed between looking and waiting. */
  #events = 0;

  constructor(session: Session) {
    this.#session = session;
    const { connection } = session;
    const { diagnostics } = connection.languages;
    const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    diagnostics.on(
      guarded(connection, 'textDocument/diagnostic', nothing, ({ textDocument, previousResultId }, token) =>
        this.#document(textDocument.uri, previousResultId, token),
      ),
    );
    diagnostics.onWorkspace(
      guarded(connection, 'workspace/diagnostic', { items: [] }, async ({ previousResultIds }, token) => ({
        items: await this.#workspace(new Map(previousResultIds.map(({ uri, value }) => [uri, value])), token),
      })),
    );
  }

  /** Lets waiting questions look again. */
  wake(): void {
    this.#events++;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /**
   * Has the client ask anew where an open document has other diagnostics than it was told: another file has changed
   * them. A client takes news about an open document from no answer about the workspace.
   */
  async refresh(project: Project): Promise<void> {
    const { connection, abilities, documents, projects } = this.#session;
    if (!abilities.refresh || this.#isRefreshing) return;
    const snapshot = await project.current();
    let isNews = false;
    for (const { uri, version } of documents.all()) {
      const told = this.#told.get(uri);
      const home = projects.homeOf(uri);
      // After an edit in the document itself the client asks by itself.
      if (told?.version !== version || home?.project !== project || this.#asked.has(uri)) continue;
      const resultId = resultIdOf(diagnosticsOf(this.#session, project, snapshot, home.path));
      if (resultId === told.resultId) continue;
      // Announced once: a client that does not ask now does not want to know.
      this.#told.set(uri, { version, resultId });
      isNews = true;
    }
    if (!isNews) return;
    this.#isRefreshing = true;
    await connection.languages.diagnostics.refresh().catch(() => undefined);
    this.#isRefreshing = false;
    // What changed meanwhile was not announced.
    for (const each of projects.all()) await this.refresh(each);
  }

  async #document(
    uri: string,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    this.#asked.set(uri, (this.#asked.get(uri) ?? 0) + 1);
    const items = await this.#itemsOf(uri).finally(() => {
      const others = (this.#asked.get(uri) ?? 1) - 1;
      if (others > 0) this.#asked.set(uri, others);
      else this.#asked.delete(uri);
    });
    const resultId = resultIdOf(items);
    const document = this.#session.documents.get(uri);
    if (document === undefined) this.#told.delete(uri);
    else if (!token.isCancellationRequested) this.#told.set(uri, { version: document.version, resultId });
    if (!token.isCancellationRequested) this.#showing(uri, resultId, items);
    return resultId === previous
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  #showing(uri: string, resultId: string, items: readonly Diagnostic[]): void {
    if (items.length > 0) this.#shown.set(uri, resultId);
    else this.#shown.delete(uri);
  }

  async #itemsOf(uri: string): Promise<Diagnostic[]> {
    const home = this.#session.projects.homeOf(uri);
    if (home === undefined) return [];
    return diagnosticsOf(this.#session, home.project, await home.project.current(), home.path);
  }

  async #workspace(previous: ReadonlyMap<string, string>, token: CancellationToken): Promise<WorkspaceReport[]> {
    for (;;) {
      const before = this.#events;
      const news = await this.#news(previous);
      if (token.isCancellationRequested) return [];
      if (news.length > 0) {
        for (const { uri, resultId, items } of news) this.#showing(uri, resultId, items);
        return news;
      }
      if (before !== this.#events) continue;
      await new Promise<void>((resume) => {
        this.#waiting.push(resume);
        token.onCancellationRequested(() => resume());
      });
    }
  }

  async #news(previous: ReadonlyMap<string, string>): Promise<WorkspaceReport[]> {
    const { projects } = this.#session;
    const news: WorkspaceReport[] = [];
    const seen = new Set<string>();
    for (const project of projects.all()) {
      const snapshot = await project.current();
      for (const path of pathsOf(snapshot)) {
        const uri = uriOf(this.#session, project, path);
        if (projects.homeOf(uri)?.project !== project) continue;
        const items = diagnosticsOf(this.#session, project, snapshot, path);
        if (items.length === 0) continue;
        seen.add(uri);
        const resultId = resultIdOf(items);
        if (previous.get(uri) === resultId) continue;
        const version = project.versionOf(path);
        news.push({ kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items });
      }
    }
    const nothing = resultIdOf([]);
    for (const [uri, resultId] of new Map([...this.#shown, ...previous])) {
      if (seen.has(uri) || resultId === nothing) continue;
      news.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId: nothing, items: [] });
    }
    return news;
  }
}

/** Equal for equal diagnostics; the version in `data` changes with every key and does not count. */
function resultIdOf(items: readonly Diagnostic[]): string {
  const content = JSON.stringify(items.map((item) => ({ ...item, data: undefined })));
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
