/** Pages of rules inside the editor: as a command, as documents of the scheme `fachlint:`, and on hover. */
import { type Hover, MarkupKind, type Position } from 'vscode-languageserver/node';
import { RULES } from '../../rules/index.ts';
import type { Finding, Language } from '../model/finding.ts';
import type { TextRange } from '../model/text-range.ts';
import { rangeOf } from './diagnostics.ts';
import { pageOf, pageUri, ruleOf, ruleOfPage } from './rule-pages.ts';
import { documentOf, guarded, type Session } from './session.ts';
import { TEXTS } from './texts.ts';

export const EXPLAIN = 'fachlint.explain';

export function offerExplanations(session: Session): void {
  const { connection } = session;
  connection.onHover(
    guarded(connection, 'textDocument/hover', null, ({ textDocument, position }) =>
      hoverAt(session, textDocument.uri, position),
    ),
  );
  connection.workspace.textDocumentContent.on(
    guarded(connection, 'workspace/textDocumentContent', { text: '' }, ({ uri }) => {
      const rule = ruleOfPage(uri);
      return { text: rule === undefined ? '' : pageOf(rule, session.language) };
    }),
  );
}

/**
 * Answers the command: without an argument with all rules to choose from, with a rule's id with its page, which is
 * also opened where the client can show it and shown as a message where it cannot.
 */
export async function explain(session: Session, id: unknown): Promise<unknown> {
  const { language, connection, abilities } = session;
  if (typeof id !== 'string') return RULES.map((rule) => ({ id: rule.id, title: rule.text[language].title }));
  const rule = ruleOf(id);
  if (rule === undefined) {
    connection.window.showWarningMessage(TEXTS[language].unknownRule(id));
    return null;
  }
  if (abilities.pages) await connection.window.showDocument({ uri: pageUri(id), takeFocus: true });
  else connection.window.showInformationMessage(`${rule.text[language].title}\n\n${rule.text[language].why}`);
  return pageOf(rule, language);
}

/** A finding under the mouse, or else the name of a rule: in a suppression comment or in `fachlint.json`. */
async function hoverAt(session: Session, uri: string, position: Position): Promise<Hover | null> {
  const home = session.projects.homeOf(uri);
  if (home === undefined) return null;
  const document = documentOf(session, home.project, home.path);
  if (document !== undefined) {
    const text = document.getText();
    const word = wordAt(text, document.offsetAt(position));
    const rule = ruleOf(text.slice(word.start, word.end));
    if (rule !== undefined) {
      const range = { start: document.positionAt(word.start), end: document.positionAt(word.end) };
      return { contents: { kind: MarkupKind.Markdown, value: pageOf(rule, session.language) }, range };
    }
  }

  const snapshot = await home.project.current();
  const lines = snapshot.lines.get(home.path);
  if (lines === undefined) return null;
  const offset = lines.offsetAt(position);
  const here = (snapshot.findings.get(home.path) ?? []).filter(
    ({ range }) => range.start <= offset && offset <= range.end,
  );
  const [first] = here;
  if (first === undefined) return null;
  const value = here.map((finding) => summaryOf(finding, session.language)).join('\n\n---\n\n');
  return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(lines, first.range) };
}

function summaryOf(finding: Finding, language: Language): string {
  const texts = TEXTS[language];
  const why = ruleOf(finding.rule)?.text[language].why ?? '';
  return [why, `**${texts.advice}:** ${finding.advice[language]}`, `${texts.rule}: \`${finding.rule}\``]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The longest run of the characters of rule ids around an offset. */
function wordAt(text: string, offset: number): TextRange {
  const isPart = (at: number): boolean => /[a-z0-9/-]/.test(text.charAt(at));
  let start = offset;
  let end = offset;
  while (start > 0 && offset - start < 100 && isPart(start - 1)) start--;
  while (end < text.length && end - offset < 100 && isPart(end)) end++;
  return { start, end };
}
