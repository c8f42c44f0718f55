/** Fachlint's own report for programs. `report.schema.json` describes it; `version` rises when a reader could break. */
import type { Decision, DecisionState } from '../model/decision.ts';
import type { Analysis } from '../model/analysis.ts';
import { isOpen, type Finding } from '../model/finding.ts';
import { normsOfRule } from './norms.ts';
import { Places } from './places.ts';
import { categoryOf, OTHER_LANGUAGE, SEVERITIES, type ReportSurroundings } from './reporter.ts';
import { secretTexts, withoutSecrets } from './secrets.ts';
import { REPORT_TEXTS } from './texts.ts';

const DECISION_STATES = ['holds', 'expired', 'unconfirmed', 'stale'] as const satisfies readonly DecisionState[];

export function reportAsJson(analysis: Analysis, surroundings: ReportSurroundings): string {
  const { language, version, rules, textOf } = surroundings;
  const places = new Places(textOf, surroundings.placeOf);
  const texts = REPORT_TEXTS[language];
  const other = OTHER_LANGUAGE[language];
  const active = analysis.findings.filter(isOpen);

  // Groups are keyed anew in every run; their order of appearance is not.
  const groups = new Map<string, number>();
  const groupNumber = (group: string): number => {
    const number = groups.get(group) ?? groups.size + 1;
    groups.set(group, number);
    return number;
  };

  const withoutSecretsOf = (path: string, text: string): string =>
    withoutSecrets(text, secretTexts(textOf(path) ?? '', surroundings.secretsOf(path)));
  // Without its tag, which stands in the decision file only.
  const decisionOf = ({ decision, reason, by, confirmedBy, until }: Decision, path: string): object => ({
    decision,
    ...(reason !== undefined && { reason: withoutSecretsOf(path, reason) }),
    by,
    confirmedBy,
    until,
  });

  const finding = (entry: Finding): object => ({
    rule: entry.rule,
    category: categoryOf(entry.rule),
    severity: entry.severity,
    confidence: entry.confidence,
    ...(entry.stage && { stage: entry.stage }),
    path: entry.path,
    ...places.rangeOf(entry.path, entry.range),
    message: entry.message[language],
    advice: entry.advice[language],
    related: entry.related.map((related) => ({
      path: related.path,
      ...places.rangeOf(related.path, related.range),
      text: related.text[language],
      ...(related.isOrigin && { origin: true }),
    })),
    // Only what the correction is called: its edits are for programs that can see the files.
    ...(entry.fix && { fix: { safety: entry.fix.safety, title: entry.fix.title[language] } }),
    translation: {
      message: entry.message[other],
      advice: entry.advice[other],
      related: entry.related.map(({ text }) => text[other]),
      ...(entry.fix && { fix: entry.fix.title[other] }),
    },
    fingerprint: entry.fingerprint,
    ...(entry.baseline && { baseline: entry.baseline }),
    ...(entry.secret && { secret: true }),
    ...(entry.group !== undefined && { group: groupNumber(entry.group) }),
    ...(entry.suppressed && { suppressed: { reason: withoutSecretsOf(entry.path, entry.suppressed.reason) } }),
    ...(entry.decision && { decision: decisionOf(entry.decision, entry.path) }),
  });

  const document = {
    version: 1,
    tool: { name: 'fachlint', version },
    language,
    root: '.',
    ...(analysis.baseline && { baseline: analysis.baseline }),
    findings: analysis.findings.map(finding),
    // Once per rule and not per finding: the norms would be the larger part of the report.
    rules: [...new Set(analysis.findings.map(({ rule }) => rule))].sort().map((id) => ({
      id,
      title: rules.find((rule) => rule.id === id)?.text[language].title ?? id,
      norms: normsOfRule(id).map(({ norm, control, title }) => ({ norm, control, title: title[language] })),
    })),
    notJudged: analysis.notices.map((notice) => ({
      path: notice.path,
      ...(notice.range && places.rangeOf(notice.path, notice.range)),
      reason: notice.reason,
      text: texts.reason[notice.reason],
      ...(notice.detail !== undefined && { detail: notice.detail }),
    })),
    crashes: analysis.crashes.map(({ what, path, detail }) => ({ what, ...(path !== undefined && { path }), detail })),
    counts: { files: analysis.counts.files, parsed: analysis.counts.parsed },
    summary: {
      findings: active.length,
      suppressed: analysis.findings.filter(({ suppressed }) => suppressed).length,
      decisions: countBy(analysis.decisions, ({ state }) => state, DECISION_STATES),
      severities: countBy(active, (entry) => entry.severity, SEVERITIES),
      categories: countBy(active, (entry) => categoryOf(entry.rule)),
      rules: countBy(active, (entry) => entry.rule),
    },
    // What the report as a page shows besides; in both languages.
    ...(surroundings.review && { review: surroundings.review }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function countBy<T>(
  findings: readonly T[],
  keyOf: (finding: T) => string,
  always: readonly string[] = [],
): Readonly<Record<string, number>> {
  const keys = always.length > 0 ? always : [...new Set(findings.map(keyOf))].sort();
  return Object.fromEntries(keys.map((key) => [key, findings.filter((finding) => keyOf(finding) === key).length]));
}
