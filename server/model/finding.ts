import type { Decision } from './decision.ts';
import type { Stage } from './source.ts';
import type { Place, TextRange } from './text-range.ts';

export type Severity = 'error' | 'warning' | 'information';
export type Confidence = 'high' | 'medium' | 'low';
export type Language = 'de' | 'en';

/** A replacement of text; `start === end` inserts. */
export interface Edit {
  readonly path: string;
  readonly range: TextRange;
  readonly text: string;
  /** The edit makes the file where it does not exist, or appends where it does (`.env.example`). */
  readonly append?: true;
}

/** A correction that can be offered. `safe` may be applied unattended, `suggestion` needs a click. */
export interface Fix {
  readonly safety: 'safe' | 'suggestion';
  readonly title: Readonly<Record<Language, string>>;
  readonly edits: readonly Edit[];
}

export interface RelatedPlace extends Place {
  readonly text: Readonly<Record<Language, string>>;
  /** The value that the finding is about comes from there. */
  readonly isOrigin?: true;
}

/** What a rule says about a place, before suppressions and decisions. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly path: string;
  readonly range: TextRange;
  /** What the place deploys to, where something says so. */
  readonly stage?: Exclude<Stage, 'unknown'>;
  /** Filled-in message, advice of this very case in both languages; never contains a secret. */
  readonly message: Readonly<Record<Language, string>>;
  readonly advice: Readonly<Record<Language, string>>;
  readonly related: readonly RelatedPlace[];
  readonly fix?: Fix;
  /** Stable identity, see `judge/fingerprint.ts`. 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** Equal literals share a group that terminal and panel may fold. */
  readonly group?: string;
  /** Set when a suppression comment silences it. */
  readonly suppressed?: { readonly reason: string };
  /** Set when an entry of the decision file holds for it. */
  readonly decision?: Decision;
  /** Whether it was there before, where two states of a project are compared. */
  readonly baseline?: 'new' | 'unchanged';
  /** Changes with the literal that the finding is about; for the decision file only, no report shows it. */
  readonly tag?: string;
  /** True where the flagged text itself is a secret and must be shown as dots. */
  readonly secret: boolean;
}

/** Neither a comment nor a decision silences it, and it was not there before. */
export function isOpen({
  suppressed,
  decision,
  baseline,
}: Pick<Finding, 'suppressed' | 'decision' | 'baseline'>): boolean {
  return suppressed === undefined && decision === undefined && baseline !== 'unchanged';
}

/** True where both edits cannot be made: they change the same place. Lines at the end of a file never get in the way. */
export function overlap(one: Edit, other: Edit): boolean {
  if (one.path !== other.path || one.append === true || other.append === true) return false;
  // Two insertions at one place would depend on the order of the findings.
  if (one.range.start === other.range.start) return true;
  return one.range.start < other.range.end && other.range.start < one.range.end;
}
