/** Joins rules to the controls of norms. The data lists rules from the norm's side, reports ask from the rule's side. */
import type { Language } from '../model/finding.ts';
import type { Norm } from '../model/norm.ts';
import { NORMS } from '../../rules/norms/index.ts';

/** A control that a rule contributes to. */
export interface NormReference {
  /** Id of the norm: `cwe`, `bsi-tr-02102-1`. */
  readonly norm: string;
  /** Id of the control within the norm: `CWE-295`. */
  readonly control: string;
  readonly title: Readonly<Record<Language, string>>;
}

const references = new Map<string, NormReference[]>();
for (const norm of NORMS) {
  for (const control of norm.controls) {
    for (const rule of control.rules) {
      const list = references.get(rule) ?? [];
      list.push({ norm: norm.id, control: control.id, title: control.title });
      references.set(rule, list);
    }
  }
}

/** The controls of all norms that name the rule, in the order of the norms. */
export function normsOfRule(rule: string): readonly NormReference[] {
  return references.get(rule) ?? [];
}

/** Title, edition and source of a norm by id. */
export function normById(id: string): Norm | undefined {
  return NORMS.find((norm) => norm.id === id);
}
