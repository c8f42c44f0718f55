/** Offers the ids of rules in suppression comments. In `fachlint.json` the schema does it, in every editor that reads one. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionOptions,
  type Position,
} from 'vscode-languageserver/node';
import { RULES } from '../../rules/index.ts';
import { guarded, type Session } from './session.ts';
import { namesAround } from './suppress.ts';

/** What stands before and in ids; without them editors offer nothing inside of comments. */
export const COMPLETION: CompletionOptions = { triggerCharacters: [' ', ',', '/'] };

export function offerCompletions(session: Session): void {
  const { connection } = session;
  connection.onCompletion(
    guarded(connection, 'textDocument/completion', null, ({ textDocument, position }) =>
      itemsAt(session, textDocument.uri, position),
    ),
  );
}

/** Rules that the comment does not name yet; those that found something in the next line come first. */
function itemsAt(session: Session, uri: string, position: Position): CompletionItem[] | null {
  const text = session.documents.get(uri)?.getText({
    start: { line: position.line, character: 0 },
    end: { line: position.line + 1, character: 0 },
  });
  const names = text === undefined ? undefined : namesAround(text, position.character);
  if (names === undefined) return null;
  const { line } = position;
  const [start, end] = names.current;
  const range = { start: { line, character: start }, end: { line, character: end } };
  const found = rulesBelow(session, uri, line);
  return RULES.filter(({ id }) => !names.others.includes(id)).map(({ id, text: texts }) => ({
    label: id,
    kind: CompletionItemKind.Value,
    detail: texts[session.language].title,
    documentation: texts[session.language].why,
    sortText: `${found.has(id) ? 0 : 1}${id}`,
    preselect: found.has(id),
    textEdit: { range, newText: id },
  }));
}

/** From the last analysis: nobody who types waits for the next one, and the line stays where it is. */
function rulesBelow({ projects }: Session, uri: string, line: number): ReadonlySet<string> {
  const home = projects.homeOf(uri);
  const lines = home?.project.latest.lines.get(home.path);
  if (home === undefined || lines === undefined) return new Set();
  const findings = home.project.latest.findings.get(home.path) ?? [];
  return new Set(
    findings.filter(({ range }) => lines.positionAt(range.start).line === line + 1).map(({ rule }) => rule),
  );
}
