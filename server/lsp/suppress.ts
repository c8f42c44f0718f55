/** The edit that silences one finding by a comment above its line, in the comment syntax of the file. */
import type { Edit, Finding } from '../model/finding.ts';
import { Lines } from '../model/source.ts';

const MARK = 'fachlint-disable-next-line';

/** JSON files whose readers accept comments; everywhere else a comment would break the file. */
const JSON_WITH_COMMENTS =
  /(?:\.jsonc|\.code-workspace|(?:^|\/)(?:[tj]sconfig[^/]*|fachlint|\.eslintrc|devcontainer)\.json|(?:^|\/)\.vscode\/[^/]+\.json)$/i;

/** The start and the end of a comment by the names of files; what is not listed has none. */
const COMMENTS: readonly (readonly [RegExp, string, string?])[] = [
  [/\.[cm]?[jt]sx?$/i, '//'],
  [JSON_WITH_COMMENTS, '//'],
  [/\.ya?ml$/i, '#'],
  [/(?:^|\/)\.env[^/]*$|\.env$/i, '#'],
  [/\.properties$/i, '#'],
  [/\.(?:xml|xsd|wsdl|xslt?|xhtml|bpmn|dmn|config)$/i, '<!--', ' -->'],
];

/**
 * Undefined where no comment can stand: in formats without comments, before a JSX element (it would become text) and
 * inside a YAML block of text.
 */
export function suppressionOf(finding: Finding, text: string, reason: string): Edit | undefined {
  // A remark about a suppression is answered by correcting that suppression.
  if (finding.rule.startsWith('suppression/')) return undefined;
  const [, comment, closing = ''] = COMMENTS.find(([names]) => names.test(finding.path)) ?? [];
  if (comment === undefined) return undefined;
  const lines = new Lines(text);
  const { line } = lines.positionAt(finding.range.start);
  const content = lines.textOf(line);
  if (/\.[jt]sx$/i.test(finding.path) && content.trimStart().startsWith('<')) return undefined;
  // Between the attributes of a tag, a comment would break it.
  if (comment === '<!--' && !content.trimStart().startsWith('<')) return undefined;
  if (comment === '#' && isInBlockOfText(lines, line)) return undefined;
  const before = line === 0 ? '' : lines.textOf(line - 1);
  const mark = before.indexOf(MARK);
  if (mark >= 0) {
    // A second comment would silence the first one instead of the finding: the rule joins the list.
    const reasonAt = before.slice(mark).search(/ --|:/);
    const end = reasonAt < 0 ? -1 : mark + reasonAt;
    const at = lines.startOf(line - 1) + (end < 0 ? before.trimEnd().length : end);
    return { path: finding.path, range: { start: at, end: at }, text: `, ${finding.rule}` };
  }
  const indentation = content.slice(0, content.length - content.trimStart().length);
  const at = lines.startOf(line);
  return {
    path: finding.path,
    range: { start: at, end: at },
    // XML allows no two hyphens inside of a comment.
    text: `${indentation}${comment} ${MARK} ${finding.rule}${closing === '' ? ' --' : ':'} ${reason}${closing}${text.includes('\r\n') ? '\r\n' : '\n'}`,
  };
}

/** Whether the nearest less indented line above opens a block scalar (`|` or `>`). */
function isInBlockOfText(lines: Lines, line: number): boolean {
  const depth = indentationOf(lines.textOf(line));
  for (let above = line - 1; above >= 0; above--) {
    const content = lines.textOf(above);
    if (content.trim() === '' || indentationOf(content) >= depth) continue;
    return /[|>][-+\d]{0,2}$/.test(content.trimEnd());
  }
  return false;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
