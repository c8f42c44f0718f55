/** What every feature of the language server works with, and how a feature is kept from taking the others down. */
import {
  CancellationToken,
  type Connection,
  type Disposable,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Language } from '../model/finding.ts';
import type { Unread } from '../workspace/read-text.ts';
import type { Abilities } from './abilities.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';
import type { Settings } from './settings.ts';

export interface Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly projects: Projects;
  /** What follows is known from `initialize` on, and handlers of requests run only after it. */
  abilities: Abilities;
  settings: Settings;
  language: Language;
}

/** The open document of a file. Clients spell addresses in their own way, so paths are compared. */
export function documentOf({ documents }: Session, project: Project, path: string): TextDocument | undefined {
  return documents.get(project.uriOf(path)) ?? documents.all().find(({ uri }) => project.pathOf(uri) === path);
}

/** The address of a file, in the client's own spelling where it is open. */
export function uriOf(session: Session, project: Project, path: string): string {
  return documentOf(session, project, path)?.uri ?? project.uriOf(path);
}

/** The text of a file as the user sees it: the editor's where the file is open, else the disk's; or why there is none. */
export async function textOf(
  session: Session,
  project: Project,
  path: string,
): Promise<{ readonly text: string } | Unread> {
  const document = documentOf(session, project, path);
  return document === undefined ? project.textOnDisk(path) : { text: document.getText() };
}

/**
 * Wraps a handler: what it throws is logged by name and place in our own code (messages of errors may quote a file),
 * and the client gets `otherwise`. A request that the client calls off is answered at once, whatever is under way.
 */
export function guarded<Args extends unknown[], Result>(
  connection: Connection,
  feature: string,
  otherwise: NoInfer<Result>,
  handler: (...args: Args) => Promise<Result> | Result,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      const [, token] = args;
      const answer = handler(...args);
      return await (CancellationToken.is(token) ? unlessCancelled(token, answer) : answer);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${feature}: ${nameOf(error)}`);
      return otherwise;
    }
  };
}

async function unlessCancelled<T>(token: CancellationToken, answer: Promise<T> | T): Promise<T> {
  let listener: Disposable | undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    const refuse = (): void => {
      reject(new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled'));
    };
    if (token.isCancellationRequested) refuse();
    else listener = token.onCancellationRequested(refuse);
  });
  try {
    return await Promise.race([answer, cancelled]);
  } finally {
    listener?.dispose();
  }
}

/** Name and stack of an error without its message. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return [error.name, ...places.slice(0, 8)].join('\n');
}
