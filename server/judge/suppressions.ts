/** Suppression comments: they silence findings of the next line, and are themselves judged. */
import type { Configuration } from '../model/configuration.ts';
import type { FileFacts, Suppression } from '../model/file-facts.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { JUDGED_KINDS, type Problem, type Rule } from '../model/rule.ts';
import { Lines } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { fingerprint } from './fingerprint.ts';
import { fill } from './messages.ts';

/** Rules about the comments themselves; they have texts and pages like any rule, the question is asked here. */
const ABOUT_COMMENTS = {
  reason: 'suppression/require-reason',
  rule: 'suppression/no-unknown-rule',
  unused: 'suppression/no-unused',
};

interface Input {
  readonly rules: readonly Rule[];
  readonly configuration: Configuration;
  readonly settingOf: (rule: string, path: string) => string | undefined;
  readonly textOf: (path: string) => string | undefined;
}

/** Marks what is silenced and adds findings about comments without a reason, with an unknown rule, or without effect. */
export function applySuppressions(
  findings: readonly Finding[],
  files: ReadonlyMap<string, FileFacts>,
  input: Input,
): Finding[] {
  const result = [...findings];
  for (const [path, file] of files) {
    if (file.suppressions.length === 0) continue;
    // Tests and documents may show comments of any kind; what they silence is silent there, too.
    const isJudged = JUDGED_KINDS.includes(file.kind);
    const text = input.textOf(path);
    if (text === undefined) continue;
    const lines = new Lines(text);
    const onLine = (line: number): number[] =>
      result.flatMap((finding, index) =>
        finding.path === path && lines.positionAt(finding.range.start).line === line ? [index] : [],
      );
    for (const suppression of file.suppressions) {
      const said = judgeComment(suppression, path, input, (id) =>
        silence(result, onLine(suppression.line), id, suppression),
      );
      if (isJudged) result.push(...said);
    }
  }
  return result;
}

/** True where a finding of the rule was there to be silenced. */
function silence(findings: Finding[], candidates: readonly number[], id: string, { reason }: Suppression): boolean {
  let found = false;
  for (const index of candidates) {
    const finding = findings[index];
    if (finding?.rule !== id) continue;
    found = true;
    if (reason !== '') findings[index] = { ...finding, suppressed: { reason } };
  }
  return found;
}

function judgeComment(
  suppression: Suppression,
  path: string,
  input: Input,
  silences: (id: string) => boolean,
): Finding[] {
  const found: Finding[] = [];
  const report = (id: string, range: TextRange, message: string, data: Record<string, string>, fix?: Fix): void => {
    const rule = input.rules.find((each) => each.id === id);
    const setting = input.settingOf(id, path);
    if (!rule || setting === 'off') return;
    const problem: Problem = { message, range, data };
    found.push({
      rule: id,
      severity: (setting as Finding['severity'] | undefined) ?? rule.severity,
      confidence: 'high',
      path,
      range,
      message: fill(rule, 'messages', problem),
      advice: fill(rule, 'advice', problem),
      related: [],
      fingerprint: fingerprint(id, [...suppression.rules.map((each) => each.id), message].join(' '), 0),
      ...(fix && { fix }),
      secret: false,
    });
  };
  if (suppression.rules.length === 0) report(ABOUT_COMMENTS.rule, suppression.range, 'none', {});
  if (suppression.reason === '') report(ABOUT_COMMENTS.reason, suppression.range, 'missing', {});
  for (const { id, range } of suppression.rules) {
    if (!input.rules.some((rule) => rule.id === id)) report(ABOUT_COMMENTS.rule, range, 'unknown', { rule: id });
    else if (!silences(id) && input.settingOf(id, path) !== 'off')
      report(ABOUT_COMMENTS.unused, range, 'unused', { rule: id }, removal(suppression, path, input));
  }
  return found;
}

/** Takes a comment away that has a line of its own and names one rule; other ones are for people. */
function removal({ range, rules }: Suppression, path: string, input: Input): Fix | undefined {
  const text = input.textOf(path) ?? '';
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const next = text.indexOf('\n', range.end);
  const end = next === -1 ? text.length : next + 1;
  // A block comment has to end where its line does: what follows would be left without its beginning.
  const closing = text.startsWith('/*', range.start) ? '*/' : text.startsWith('<!--', range.start) ? '-->' : '';
  const isAlone = text.slice(start, range.start).trim() === '' && text.slice(range.end, end).trim() === closing;
  if (rules.length !== 1 || !isAlone) return undefined;
  return {
    safety: 'safe',
    title: { de: 'Unterdrückung ohne Wirkung entfernen', en: 'Remove the suppression without effect' },
    edits: [{ path, range: { start, end }, text: '' }],
  };
}
