/** Norms from the norm's side: of every requirement whether it was looked at and what is open. */
import { NORMS } from '../../../rules/norms/index.ts';
import type { Control } from '../../model/norm.ts';
import { isUnsettled, type ControlState, type ReviewFinding, type ReviewNorm } from '../../model/review.ts';
import type { Rule } from '../../model/rule.ts';

export function normStates(findings: readonly ReviewFinding[], rules: readonly Rule[]): readonly ReviewNorm[] {
  const asked = new Set(rules.map(({ id }) => id));
  const open = new Map<string, number>();
  for (const finding of findings) {
    if (isUnsettled(finding)) open.set(finding.rule, (open.get(finding.rule) ?? 0) + 1);
  }
  return NORMS.map(({ id, edition, title, note, source, controls }) => ({
    id,
    edition,
    title,
    ...(note && { note }),
    source,
    controls: controls.map((control) => {
      const count = control.rules.reduce((sum, rule) => sum + (open.get(rule) ?? 0), 0);
      return {
        id: control.id,
        title: control.title,
        state: stateOf(control, count, asked),
        beyondTools: control.checkable === 'no',
        open: count,
      };
    }),
  }));
}

function stateOf({ checkable, rules }: Control, open: number, asked: ReadonlySet<string>): ControlState {
  if (open > 0) return 'open';
  if (checkable === 'no' || !rules.some((rule) => asked.has(rule))) return 'unchecked';
  return checkable === 'yes' ? 'clean' : 'partly';
}
