/** Reports for people who are at no terminal: a table for spreadsheets, a comment for a merge request. */
import type { Analysis } from '../../model/analysis.ts';
import { csvOf } from '../csv.ts';
import { inMarkdown } from '../escaping.ts';
import { printable } from '../excerpt.ts';
import { SEVERITIES, type Reporter, type ReportSurroundings } from '../reporter.ts';
import { placeOfShown, shownFindings, type ShownFinding } from '../shown-finding.ts';
import { REPORT_TEXTS } from '../texts.ts';

/** Characters; platforms refuse longer comments. */
const LONGEST_COMMENT = 58_000;

export const reportAsCsv: Reporter = (analysis, surroundings) => {
  const texts = REPORT_TEXTS[surroundings.language];
  const { severity, category, rule, path, line, column, message, advice, norms, fingerprint } = texts.column;
  const rows = shownFindings(analysis, surroundings).map((shown) => [
    texts.severity[shown.finding.severity],
    texts.category[shown.category] ?? shown.category,
    shown.rule,
    printable(shown.path),
    String(shown.start.line),
    String(shown.start.column),
    shown.message,
    shown.advice,
    shown.norms.join(' '),
    shown.finding.fingerprint,
  ]);
  const head = [severity, category, rule, path, line, column, message, advice, norms, fingerprint];
  return csvOf([head, ...rows]);
};

export const reportAsMarkdown: Reporter = (analysis, surroundings) => {
  const shown = shownFindings(analysis, surroundings);
  const texts = REPORT_TEXTS[surroundings.language];
  const head = [`### Fachlint: ${inMarkdown(sentenceOf(shown, analysis, surroundings))}`, ''];
  if (shown.length === 0) return head.join('\n');
  const { severity, path, message } = texts.column;
  head.push(`| ${severity} | ${path} | ${message} |`, '| --- | --- | --- |');
  let length = head.join('\n').length;
  const rows: string[] = [];
  for (const each of shown) {
    const { finding, rule, message: told, advice } = each;
    const row = `| ${texts.severity[finding.severity]} | ${inMarkdown(placeOfShown(each))} | ${inMarkdown(told)} ${inMarkdown(advice)} (${inMarkdown(rule)}) |`;
    if (length + row.length > LONGEST_COMMENT) break;
    length += row.length + 1;
    rows.push(row);
  }
  const left = shown.length - rows.length;
  return `${[...head, ...rows, ...(left > 0 ? ['', texts.more(left)] : [])].join('\n')}\n`;
};

function sentenceOf(
  shown: readonly ShownFinding[],
  { counts: { files } }: Analysis,
  { language }: ReportSurroundings,
): string {
  const texts = REPORT_TEXTS[language];
  if (shown.length === 0) return texts.nothing(files);
  const severities = SEVERITIES.flatMap((severity) => {
    const count = shown.filter(({ finding }) => finding.severity === severity).length;
    return count > 0 ? [texts.severityCount[severity](count)] : [];
  });
  return `${texts.summary(shown.length, new Set(shown.map(({ path }) => path)).size, files)}: ${severities.join(', ')}`;
}
