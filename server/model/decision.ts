export const DECISION_KINDS = ['known', 'accepted-risk', 'false-positive', 'planned'] as const;
/** `known` is what a project starts with, `planned` will be corrected; both stay debts. */
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** What tells a finding from all others beyond one run. */
export interface Identity {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint: string;
  /** Of the literal that the finding is about: 12 bits, see `judge/literal-tag.ts`. Never shown in a report. */
  readonly tag?: string | undefined;
}

/** One entry of `fachlint-decisions.json`. Names are what people call themselves; git says who wrote the line. */
export interface Decision extends Identity {
  readonly decision: DecisionKind;
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  /** Somebody else than `by`, or it is no confirmation. */
  readonly confirmedBy?: string | undefined;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string | undefined;
}

/** Only what holds silences its finding; `stale` entries match none. */
export type DecisionState = 'holds' | 'expired' | 'unconfirmed' | 'stale';

/** Somebody else than the one who decided says so, too. */
export function isConfirmed({ by, confirmedBy }: Pick<Decision, 'by' | 'confirmedBy'>): boolean {
  return confirmedBy !== undefined && (by === undefined || nameKey(by) !== nameKey(confirmedBy));
}

/** The same person spelt a little differently. */
function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}
