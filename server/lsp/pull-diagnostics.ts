/** Answers clients that ask for diagnostics. A question about the workspace stays open until there is news. */
import { createHash } from 'node:crypto';
import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { diagnosticsOf, pathsOf } from './diagnostics.ts';
import { documentOf, guarded, type Session, uriOf } from './session.ts';

export class PullDiagnostics {
  readonly #session: Session;
  #waiting: (() => void)[] = [];
  /** Counts what happened, so that nothing is missed between looking and waiting. */
  #events = 0;

  constructor(session: Session) {
    this.#session = session;
    const { connection } = session;
    const { diagnostics } = connection.languages;
    const nothing: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
    diagnostics.on(
      guarded(connection, 'textDocument/diagnostic', nothing, ({ textDocument, previousResultId }) =>
        this.#document(textDocument.uri, previousResultId),
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

  async #document(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const home = this.#session.projects.homeOf(uri);
    const items =
      home === undefined ? [] : diagnosticsOf(this.#session, home.project, await home.project.current(), home.path);
    const resultId = resultIdOf(items);
    return resultId === previous
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  async #workspace(
    previous: ReadonlyMap<string, string>,
    token: CancellationToken,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    for (;;) {
      const before = this.#events;
      const news = await this.#news(previous);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (news.length > 0) return news;
      if (before !== this.#events) continue;
      await new Promise<void>((resume) => {
        this.#waiting.push(resume);
        token.onCancellationRequested(() => resume());
      });
    }
  }

  async #news(previous: ReadonlyMap<string, string>): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const { projects } = this.#session;
    const news: WorkspaceDocumentDiagnosticReport[] = [];
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
        const version = documentOf(this.#session, project, path)?.version ?? null;
        news.push({ kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items });
      }
    }
    const nothing = resultIdOf([]);
    for (const [uri, resultId] of previous) {
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
