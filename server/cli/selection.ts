/** Which findings a run shows, and whether they make it fail. */
import type { Analysis } from '../model/analysis.ts';
import type { Confidence, Finding, Severity } from '../model/finding.ts';
import { categoryOf, SEVERITIES } from '../report/reporter.ts';

export const CONFIDENCES = ['high', 'medium', 'low'] as const satisfies readonly Confidence[];
export const THRESHOLDS = [...SEVERITIES, 'never'] as const;
export type Threshold = (typeof THRESHOLDS)[number];

export interface Selection {
  /** The least certain findings that are shown. */
  readonly confidence: Confidence;
  /** Ids of rules; with `categories` empty too, everything is shown. */
  readonly rules: readonly string[];
  readonly categories: readonly string[];
  /** Only what makes the run fail at this threshold. */
  readonly only?: Threshold | undefined;
  /** Suppression comments count as if they were not there. */
  readonly ignoresSuppressions?: boolean | undefined;
}

export function select(analysis: Analysis, selection: Selection): Analysis {
  const { rules, categories } = selection;
  const everything = rules.length === 0 && categories.length === 0;
  const confidences: readonly Confidence[] = CONFIDENCES.slice(0, CONFIDENCES.indexOf(selection.confidence) + 1);
  const findings = analysis.findings
    .map((finding) => (selection.ignoresSuppressions === true ? withoutSuppression(finding) : finding))
    .filter(
      ({ rule, confidence }) =>
        confidences.includes(confidence) &&
        (everything || rules.includes(rule) || categories.includes(categoryOf(rule))),
    );
  const { only } = selection;
  if (only === undefined) return { ...analysis, findings };
  return { ...analysis, findings: findings.filter((finding) => failsAt([finding], only)), notices: [] };
}

function withoutSuppression({ suppressed: _, ...finding }: Finding): Finding {
  return finding;
}

/** Suppressed findings and guesses never make a run fail. */
export function failsAt(findings: readonly Finding[], threshold: Threshold): boolean {
  if (threshold === 'never') return false;
  const failing: readonly Severity[] = SEVERITIES.slice(0, SEVERITIES.indexOf(threshold) + 1);
  return findings.some(
    ({ severity, confidence, suppressed }) => !suppressed && confidence !== 'low' && failing.includes(severity),
  );
}
