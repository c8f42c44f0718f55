/** Sends diagnostics to clients that do not ask for them. */
import type { Diagnostic } from 'vscode-languageserver/node';
import { diagnosticsOf, pathsOf } from './diagnostics.ts';
import type { Project } from './project.ts';
import { type Session, uriOf } from './session.ts';

export class PushDiagnostics {
  readonly #session: Session;
  /** What the client shows, by address, as text to compare. */
  readonly #shown = new Map<string, string>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Publishes what differs from what the client shows, and takes away what is gone. */
  async publish(project: Project): Promise<void> {
    const { projects, documents } = this.#session;
    const snapshot = await project.current();
    const open = documents.all().map(({ uri }) => uri);
    const uris = new Set([
      ...pathsOf(snapshot).map((path) => uriOf(this.#session, project, path)),
      ...open,
      ...this.#shown.keys(),
    ]);
    for (const uri of [...uris].sort()) {
      const home = projects.homeOf(uri);
      if (home?.project !== project) continue;
      const version = project.versionOf(home.path) ?? undefined;
      this.#send(uri, version, diagnosticsOf(this.#session, project, snapshot, home.path));
    }
  }

  clear(uri: string): void {
    if (this.#shown.delete(uri)) void this.#session.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Takes away everything whose project is gone. */
  clearHomeless(): void {
    for (const uri of [...this.#shown.keys()]) if (this.#session.projects.homeOf(uri) === undefined) this.clear(uri);
  }

  #send(uri: string, version: number | undefined, diagnostics: Diagnostic[]): void {
    const state = JSON.stringify([version ?? null, diagnostics]);
    const before = this.#shown.get(uri);
    if (before === state || (before === undefined && version === undefined && diagnostics.length === 0)) return;
    if (diagnostics.length === 0 && version === undefined) this.#shown.delete(uri);
    else this.#shown.set(uri, state);
    void this.#session.connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }
}
