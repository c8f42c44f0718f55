/** What every reporter is given and gives back: a pure function from an analysis to a text. */
import type { Analysis } from '../model/analysis.ts';
import type { Language, Severity } from '../model/finding.ts';
import type { Surroundings } from '../model/review.ts';
import type { Rule } from '../model/rule.ts';
import type { PlaceOf } from './places.ts';
import type { TextRange } from '../model/text-range.ts';

export const SEVERITIES = ['error', 'warning', 'information'] as const satisfies readonly Severity[];

/** Reports for machines carry both. */
export const OTHER_LANGUAGE: Readonly<Record<Language, Language>> = { de: 'en', en: 'de' };

/** The surroundings of a report. Nothing in it may depend on the machine or the time of day. */
export interface ReportSurroundings {
  readonly language: Language;
  /** Version of Fachlint. */
  readonly version: string;
  /** The rules that were asked, sorted by id. */
  readonly rules: readonly Rule[];
  /** Text of a file of the project; undefined where it cannot be had. */
  readonly textOf: (path: string) => string | undefined;
  /** Ranges of secrets of a file, of findings that are not shown included: no excerpt may show them. */
  readonly secretsOf: (path: string) => readonly TextRange[];
  /** Places of a stored report, whose ranges are no offsets; absent where texts are there. */
  readonly placeOf?: PlaceOf;
  /** What is known beside the findings, where it was looked for. */
  readonly review?: Surroundings | undefined;
  /** When the run was, `YYYY-MM-DDThh:mm:ss` in UTC, for the one format that cannot do without. */
  readonly time?: string;
  /** The platform that a SARIF is for; absent for one that suits all. */
  readonly profile?: SarifProfile | undefined;
  /** Colours of a terminal may be used. */
  readonly colour: boolean;
  /** Columns that running text is broken at; absent where the reader is no terminal. */
  readonly width?: number;
}

export const REPORT_FORMATS = [
  'text',
  'json',
  'sarif',
  'gitlab-code-quality',
  'gitlab-sast',
  'github',
  'azure',
  'junit',
  'checkstyle',
  'sonar',
  'rdjson',
  'csv',
  'markdown',
  'html',
] as const;
export const SARIF_PROFILES = ['github', 'gitlab', 'devguard'] as const;
export type SarifProfile = (typeof SARIF_PROFILES)[number];

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Turns an analysis that is already filtered and sorted into a document that ends with a line break. */
export type Reporter = (analysis: Analysis, surroundings: ReportSurroundings) => string;

/** `encryption` of `encryption/no-disabled-certificate-check`. */
export function categoryOf(rule: string): string {
  return rule.slice(0, Math.max(0, rule.indexOf('/')));
}
