/** Comments that silence a finding of the next line: where they can stand, and where their parts are. */
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
  [/\.(?:java|kts?|scala|groovy|gradle|cs|go|php)$|(?:^|\/)Jenkinsfile$/i, '//'],
  [/\.ya?ml$/i, '#'],
  [/(?:^|\/)\.env[^/]*$|\.env$/i, '#'],
  [
    /\.(?:properties|toml|nginx|vhost|tf|tfvars|hcl|conf|cnf|cf|cfg|service|socket|timer|mount|container|pod|cron|crontab|sh|bash|zsh|ps1|py|rb)$/i,
    '#',
  ],
  [/(?:^|\/)(?:Makefile|(?:Docker|Container)file(?:\.[^/]*)?)$|\.dockerfile$/i, '#'],
  [/\.ini$/i, ';'],
  [/\.(?:sql|pgsql|ddl)$/i, '--'],
  [/\.prisma$/i, '//'],
  [/(?:^|\/)\.(?:htaccess|npmrc|gitconfig|s3cfg|pypirc|netrc|pgpass|curlrc|wgetrc)$|(?:^|\/)sshd?_config$/i, '#'],
  [/\.(?:xml|xsd|wsdl|xslt?|xhtml|bpmn|dmn|jrxml|xjb|config|csproj|vbproj|pubxml)$/i, '<!--', ' -->'],
];

/** Files with elements and scripts, each of which have comments of their own. */
const COMPONENT = /\.(?:vue|svelte|html?)$/i;

function commentOfComponent(text: string, offset: number): (typeof COMMENTS)[number] {
  const start = text.lastIndexOf('<script', offset);
  const content = start < 0 ? -1 : text.indexOf('>', start);
  const isInScript = content >= 0 && content < offset && text.lastIndexOf('</script', offset) < start;
  return isInScript ? [COMPONENT, '//'] : [COMPONENT, '<!--', ' -->'];
}

/**
 * Undefined where no comment can stand: in formats without comments, before a JSX element (it would become text), inside
 * a YAML block of text and in a line that goes on from the one before.
 */
export function suppressionOf(finding: Finding, text: string, reason: string): Edit | undefined {
  // A remark about a suppression is answered by correcting that suppression.
  if (finding.rule.startsWith('suppression/')) return undefined;
  const lines = new Lines(text);
  const { line } = lines.positionAt(finding.range.start);
  const [, comment, closing = ''] = COMPONENT.test(finding.path)
    ? commentOfComponent(text, lines.startOf(line))
    : (COMMENTS.find(([names]) => names.test(finding.path)) ?? []);
  if (comment === undefined) return undefined;
  const content = lines.textOf(line);
  if (/\.[jt]sx$/i.test(finding.path) && content.trimStart().startsWith('<')) return undefined;
  // Between the attributes of a tag, a comment would break it.
  if (comment === '<!--' && !content.trimStart().startsWith('<')) return undefined;
  if (/\.ya?ml$/i.test(finding.path) && isInBlockOfText(lines, line)) return undefined;
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
