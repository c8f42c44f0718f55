/** Findings + entries of the decision file → which finding is decided, and what has become of every entry. */
import { isConfirmed } from '../model/decision.ts';
import type { JudgedDecision } from '../model/analysis.ts';
import type { Decision, DecisionState, Identity } from '../model/decision.ts';
import { isOpen } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';

export interface DecisionsInput {
  readonly decisions: readonly Decision[];
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** `accepted-risk` and `false-positive` count only if a second person has confirmed them. */
  readonly needsConfirmation: boolean;
  /** Whether the project has the file. */
  readonly exists: (path: string) => boolean;
}

export function applyDecisions(
  findings: readonly Finding[],
  input: DecisionsInput,
): { findings: readonly Finding[]; decisions: readonly JudgedDecision[] } {
  if (input.decisions.length === 0) return { findings, decisions: [] };
  const matches = matchIdentities(findings, input.decisions, input.exists);
  const found = new Map([...matches].map(([finding, entry]) => [entry, finding]));
  const decisions = input.decisions.map((entry): JudgedDecision => {
    const finding = found.get(entry);
    return { entry, state: stateOf(entry, finding, input), ...(finding && { finding }) };
  });
  const holding = new Set(decisions.flatMap(({ entry, state }) => (state === 'holds' ? [entry] : [])));
  return {
    findings: findings.map((finding) => {
      const entry = matches.get(finding);
      return entry && holding.has(entry) && isOpen(finding) ? { ...finding, decision: entry } : finding;
    }),
    decisions,
  };
}

function stateOf(entry: Decision, finding: Finding | undefined, input: DecisionsInput): DecisionState {
  if (!finding) return 'stale';
  if (entry.until !== undefined && entry.until < input.today) return 'expired';
  const matters = entry.decision === 'accepted-risk' || entry.decision === 'false-positive';
  return matters && input.needsConfirmation && !isConfirmed(entry) ? 'unconfirmed' : 'holds';
}

/**
 * Which of the entries, known from before, is which finding of now: rule, fingerprint and literal are the same, and the
 * path is, too. An entry whose file is gone is the only finding with the same rest: the file was moved.
 */
export function matchIdentities<E extends Identity>(
  findings: readonly Finding[],
  entries: readonly E[],
  exists: (path: string) => boolean,
): ReadonlyMap<Finding, E> {
  const matches = new Map<Finding, E>();
  const byPlace = new Map(entries.map((entry) => [`${restOf(entry)} ${entry.path}`, entry]));
  const matched = new Set<E>();
  for (const finding of findings) {
    const entry = byPlace.get(`${restOf(finding)} ${finding.path}`);
    if (!entry) continue;
    matches.set(finding, entry);
    matched.add(entry);
  }
  const homeless = grouped(entries.filter((entry) => !matched.has(entry) && !exists(entry.path)));
  if (homeless.size === 0) return matches;
  const open = grouped(findings.filter((finding) => !matches.has(finding)));
  for (const [rest, [entry, ...others]] of homeless) {
    const [finding, ...more] = open.get(rest) ?? [];
    if (entry && finding && others.length === 0 && more.length === 0) matches.set(finding, entry);
  }
  return matches;
}

function restOf({ rule, fingerprint, tag = '' }: Identity): string {
  return `${rule} ${fingerprint} ${tag}`;
}

function grouped<T extends Identity>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const rest = restOf(one);
    const group = groups.get(rest);
    if (group) group.push(one);
    else groups.set(rest, [one]);
  }
  return groups;
}
