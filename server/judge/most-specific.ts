/** Of two rules that say the same about the same place the more specific one speaks alone. */
import type { RuleSetting } from '../model/configuration.ts';
import type { Problem, Rule } from '../model/rule.ts';
import type { TextRange } from '../model/text-range.ts';

interface Located {
  readonly rule: Rule;
  readonly path: string;
  readonly problem: Problem;
}

/** A rule that is switched off where it would speak leaves the word to the general one. */
export function mostSpecific<P extends Located>(
  problems: readonly P[],
  settingOf: (rule: string, path: string) => RuleSetting | undefined,
): readonly P[] {
  const taken = new Map<string, TextRange[]>();
  for (const { rule, path, problem } of problems) {
    if (!rule.moreSpecificThan || settingOf(rule.id, path) === 'off') continue;
    for (const general of rule.moreSpecificThan) {
      const key = `${general} ${path}`;
      taken.set(key, [...(taken.get(key) ?? []), problem.range]);
    }
  }
  if (taken.size === 0) return problems;
  return problems.filter(
    ({ rule, path, problem }) =>
      taken.get(`${rule.id} ${path}`)?.some((range) => overlap(range, problem.range)) !== true,
  );
}

function overlap(one: TextRange, other: TextRange): boolean {
  return one.start < other.end && other.start < one.end;
}
