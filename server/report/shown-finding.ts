/** What reports for machines and people other than JSON, SARIF and the terminal show of a finding. */
import type { Analysis } from '../model/analysis.ts';
import { isOpen, type Finding } from '../model/finding.ts';
import { printable } from './excerpt.ts';
import { normsOfRule } from './norms.ts';
import { Places, type ReadableRange } from './places.ts';
import { categoryOf, type ReportSurroundings } from './reporter.ts';

export interface ShownFinding extends ReadableRange {
  readonly finding: Finding;
  readonly path: string;
  readonly rule: string;
  readonly category: string;
  /** Title of the rule. */
  readonly title: string;
  readonly message: string;
  readonly advice: string;
  /** Ids of controls: `CWE-295`. */
  readonly norms: readonly string[];
  /** Tells it from every other finding of the report; without lines, so that it survives moves. */
  readonly identity: string;
}

/** Those that count: neither suppressed nor decided, nor there before. */
export function shownFindings(analysis: Analysis, surroundings: ReportSurroundings): readonly ShownFinding[] {
  const { language, rules, textOf, placeOf } = surroundings;
  const places = new Places(textOf, placeOf);
  const seen = new Map<string, number>();
  return analysis.findings.filter(isOpen).map((finding) => {
    const { path, rule, fingerprint, range } = finding;
    const key = [path, rule, fingerprint].join('\n');
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return {
      ...places.rangeOf(path, range),
      ...{ finding, path, rule },
      category: categoryOf(rule),
      title: rules.find(({ id }) => id === rule)?.text[language].title ?? rule,
      message: printable(finding.message[language]),
      advice: printable(finding.advice[language]),
      norms: normsOfRule(rule).map(({ control }) => control),
      identity: [key, ...(occurrence > 0 ? [String(occurrence)] : [])].join('\n'),
    };
  });
}

/** `path:line:column`. */
export function placeOfShown({ path, start }: ShownFinding): string {
  return `${path}:${String(start.line)}:${String(start.column)}`;
}
