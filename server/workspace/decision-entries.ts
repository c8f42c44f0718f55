/** Entries of the decision file as they are made and replaced. */
import type { Decision, DecisionKind } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';

export interface DecisionWords {
  /** As it may be written down: it must not repeat a secret. */
  readonly reason?: string | undefined;
  /** `YYYY-MM-DD` */
  readonly until?: string | undefined;
  readonly by?: string | undefined;
}

export function entryOf(
  { path, fingerprint, rule, tag }: Finding,
  decision: DecisionKind,
  { reason, until, by }: DecisionWords,
): Decision {
  const written = reason?.trim().replace(/\s+/g, ' ');
  return {
    ...{ path, fingerprint, rule, decision },
    ...(written && { reason: written }),
    ...(by && { by }),
    ...(until !== undefined && { until }),
    ...(tag !== undefined && { tag }),
  };
}

/** Entries with those of the same finding replaced. */
export function withEntries(entries: readonly Decision[], added: readonly Decision[]): readonly Decision[] {
  const keys = new Set(added.map(keyOf));
  return [...entries.filter((entry) => !keys.has(keyOf(entry))), ...added];
}

export function withoutEntries(entries: readonly Decision[], removed: readonly Decision[]): readonly Decision[] {
  const keys = new Set(removed.map(keyOf));
  return entries.filter((entry) => !keys.has(keyOf(entry)));
}

export function keyOf({ path, rule, fingerprint, tag = '' }: Decision): string {
  return [path, rule, fingerprint, tag].join('\n');
}
