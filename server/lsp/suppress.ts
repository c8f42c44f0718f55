/** Comments that silence a finding of the next line: where they can stand, and where their parts are. */
import { formatOf, type Format } from '../classify/format-of.ts';
import type { Edit, Finding } from '../model/finding.ts';
import { Lines } from '../model/source.ts';

const MARK = 'fachlint-disable-next-line';

/** JSON files whose readers accept comments; everywhere else a comment would break the file. */
const JSON_WITH_COMMENTS =
  /(?:\.jsonc|\.code-workspace|(?:^|\/)(?:[tj]sconfig[^/]*|fachlint|\.eslintrc|devcontainer)\.json|(?:^|\/)\.vscode\/[^/]+\.json)$/i;

/** The start and the end of a comment. */
type Comment = readonly [start: string, end?: string];
const MARKUP: Comment = ['<!--', ' -->'];
const BY_FORMAT: Readonly<Record<Format, Comment | undefined>> = {
  script: ['//'],
  jenkins: ['//'],
  prisma: ['//'],
  json: undefined,
  sql: ['--'],
  xml: MARKUP,
  vue: MARKUP,
  svelte: MARKUP,
  angular: MARKUP,
  html: MARKUP,
  yaml: ['#'],
  dotenv: ['#'],
  properties: ['#'],
  nginx: ['#'],
  apache: ['#'],
  haproxy: ['#'],
  columns: ['#'],
  systemd: ['#'],
  crontab: ['#'],
  toml: ['#'],
  dockerfile: ['#'],
  shell: ['#'],
  ini: ['#'],
  words: ['#'],
  hcl: ['#'],
};
/** What differs within a format, and files of formats that are not read, by their names. */
const BY_NAME: readonly (readonly [RegExp, Comment | undefined])[] = [
  [JSON_WITH_COMMENTS, ['//']],
  [/\.ini$/i, [';']],
  // Users of Redis have none.
  [/\.acl$/i, undefined],
  [/\.(?:java|kts?|scala|groovy|gradle|cs|go|php)$/i, ['//']],
  [/\.(?:ps1|py|rb|conf|cfg)$|(?:^|\/)Makefile$/i, ['#']],
  [/\.(?:md|markdown)$/i, MARKUP],
];

function commentOf(path: string, text: string): Comment | undefined {
  const named = BY_NAME.find(([names]) => names.test(path));
  if (named) return named[1];
  const format = formatOf(path, text);
  return format && BY_FORMAT[format];
}

/** Keys of pipelines and charts below which a script stands. */
const SCRIPT_KEY = /^(?:script|before_script|after_script|run|command|commands|args|cmd|shell|bash|inlineScript)$/;
/** Files with elements and scripts, each of which have comments of their own. */
const COMPONENT = /\.(?:vue|svelte|html?)$/i;

function commentOfComponent(text: string, offset: number): Comment {
  const start = text.lastIndexOf('<script', offset);
  const content = start < 0 ? -1 : text.indexOf('>', start);
  const isInScript = content >= 0 && content < offset && text.lastIndexOf('</script', offset) < start;
  return isInScript ? ['//'] : MARKUP;
}

/**
 * Undefined where no comment can stand: in formats without comments, before a JSX element (it would become text), in a folded
 * text of YAML and in a line that goes on from the one before.
 */
export function suppressionOf(finding: Finding, text: string, reason: string): Edit | undefined {
  // A remark about a suppression is answered by correcting that suppression.
  if (finding.rule.startsWith('suppression/')) return undefined;
  const lines = new Lines(text);
  const { line } = lines.positionAt(finding.range.start);
  const isYaml = /\.ya?ml$/i.test(finding.path);
  const isText = /\.(?:md|markdown)$/i.test(finding.path);
  const block = isYaml ? blockOfText(lines, line) : undefined;
  const [comment, closing = ''] = block
    ? (commentOfBlock(block) ?? [])
    : COMPONENT.test(finding.path)
      ? commentOfComponent(text, lines.startOf(line))
      : (commentOf(finding.path, text) ?? []);
  if (comment === undefined) return undefined;
  const content = lines.textOf(line);
  if (/\.[jt]sx$/i.test(finding.path) && content.trimStart().startsWith('<')) return undefined;
  // Between the attributes of a tag, a comment would break it.
  if (comment === '<!--' && !isText && !content.trimStart().startsWith('<')) return undefined;
  if (isText && (content.trimStart().startsWith('|') || isFenced(lines, line))) return undefined;
  const before = line === 0 ? '' : lines.textOf(line - 1);
  // A line that the one before goes on in; only Dockerfiles take comments there.
  if (/(?:^|[^\\])\\$/.test(before.trimEnd()) && !/docker|container/i.test(finding.path)) return undefined;
  const mark = before.indexOf(MARK);
  if (mark >= 0) {
    // A second comment would silence the first one instead of the finding: the rule joins the list.
    const at = lines.startOf(line - 1) + (reasonIn(before) ?? before.trimEnd().length);
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

/** The names of rules in the suppression comment of a line, seen from one of them; undefined outside of the names. */
export function namesAround(
  line: string,
  at: number,
): { readonly current: readonly [start: number, end: number]; readonly others: readonly string[] } | undefined {
  const first = line.indexOf(MARK) + MARK.length;
  if (first < MARK.length || at <= first || at > (reasonIn(line) ?? line.length)) return undefined;
  const isBetween = (place: number): boolean => ' \t,\r\n'.includes(line.charAt(place));
  let start = at;
  let end = at;
  while (start > first && !isBetween(start - 1)) start--;
  while (end < line.length && !isBetween(end)) end++;
  const rest = `${line.slice(first, start)} ${line.slice(end)}`;
  return { current: [start, end], others: rest.split(/[\s,]/) };
}

/** Where the reason of a suppression comment begins. */
function reasonIn(line: string): number | undefined {
  const mark = line.indexOf(MARK);
  const reason = line.slice(mark).search(/ --|:/);
  return reason < 0 ? undefined : mark + reason;
}

/** The nearest less indented line above, where it opens a block scalar (`|` or `>`). */
function blockOfText(lines: Lines, line: number): string | undefined {
  const depth = indentationOf(lines.textOf(line));
  for (let above = line - 1; above >= 0; above--) {
    const content = lines.textOf(above);
    if (content.trim() === '' || indentationOf(content) >= depth) continue;
    return /[|>][-+\d]{0,2}$/.test(content.trimEnd()) ? content.trim() : undefined;
  }
  return undefined;
}

/** Blocks hold scripts of the shell, or the file that their key names; in a folded one a comment would not end. */
function commentOfBlock(opening: string): Comment | undefined {
  const [, key = '', sign] = /^(?:- )?(?:["']?([\w./-]{1,100})["']?:)? ?([|>])[-+\d]{0,2}$/.exec(opening) ?? [];
  if (sign !== '|') return undefined;
  return key === '' || SCRIPT_KEY.test(key) ? ['#'] : commentOf(key, '');
}

/** In a block of code a comment of Markdown would be seen. */
function isFenced(lines: Lines, line: number): boolean {
  let fences = 0;
  for (let above = 0; above < line; above++) if (/^ {0,3}(?:```|~~~)/.test(lines.textOf(above))) fences++;
  return fences % 2 === 1;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
