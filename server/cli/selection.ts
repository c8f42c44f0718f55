/** Which findings a run shows, and whether they make it fail. */
import type { GateSettings, Threshold } from '../model/configuration.ts';
import type { Analysis } from '../model/analysis.ts';
import { isOpen, type Confidence, type Finding } from '../model/finding.ts';
import { categoryOf, SEVERITIES } from '../report/reporter.ts';

export const CONFIDENCES = ['high', 'medium', 'low'] as const satisfies readonly Confidence[];
export const THRESHOLDS = [...SEVERITIES, 'never'] as const satisfies readonly Threshold[];

export interface Selection {
  /** The least certain findings that are shown. */
  readonly confidence: Confidence;
  /** Ids of rules; with `categories` empty too, everything is shown. */
  readonly rules: readonly string[];
  readonly categories: readonly string[];
  /** Only what makes the run fail. */
  readonly only?: GateSettings | undefined;
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
  return { ...analysis, findings: failing(findings, only), notices: [] };
}

function withoutSuppression({ suppressed: _, ...finding }: Finding): Finding {
  return finding;
}

/** What makes a run fail: open findings, no guesses, at or above the severity that holds for their category. */
export function failing(findings: readonly Finding[], gate: GateSettings): readonly Finding[] {
  const counted = findings.filter((finding) => isOpen(finding) && finding.confidence !== 'low');
  return counted.filter(({ rule, severity }) => {
    const threshold = gate.categories[categoryOf(rule)] ?? gate.failOn ?? 'warning';
    return threshold !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
  });
}

/** True where there are more warnings than are allowed. */
export function hasTooManyWarnings(findings: readonly Finding[], { maxWarnings }: GateSettings): boolean {
  const counted = findings.filter(
    (finding) => isOpen(finding) && finding.confidence !== 'low' && finding.severity === 'warning',
  );
  return maxWarnings !== undefined && counted.length > maxWarnings;
}

/** The command line counts before `fachlint.json`: a threshold given there holds for every category. */
export function gateOf(
  configuration: GateSettings,
  { failOn, maxWarnings }: { readonly failOn?: Threshold | undefined; readonly maxWarnings?: number | undefined },
): GateSettings {
  return {
    ...(failOn === undefined ? configuration : { failOn, categories: {} }),
    maxWarnings: maxWarnings ?? configuration.maxWarnings,
  };
}
