/** What stands beside a followed value: words before it in a text, texts it is joined with, things that nobody can foresee. */
import type { FlowStep } from '../../../model/flow-step.ts';
import type { Value } from '../../../model/value.ts';
import { partsOf } from '../../../model/values.ts';
import { isUnforeseeable } from '../../../../rules/catalog/guessable-values.ts';
import { rangeOf, unwrap, type Node } from '../nodes.ts';

/** The word that a text ends with, where it names what follows: `…?token=`, `/reset/`, `code: `. */
export function textStep(before: string, node: Node, steps: FlowStep[]): void {
  const text = before.slice(-60).trimEnd().replace(/["']$/, '');
  const word = /[=:/]$/.test(text)
    ? text
        .slice(0, -1)
        .split(/[^\p{L}\d_-]+/u)
        .at(-1)
    : undefined;
  if (word !== undefined && word.length > 1)
    steps.push({ form: 'text', names: [word], isText: true, range: rangeOf(node) });
}

/** `'token=' + value` */
export function behindText(left: Value, node: Node, steps: FlowStep[]): void {
  const last = left.kind === 'composed' ? left.parts.at(-1) : left;
  if (last?.kind === 'known' && typeof last.value === 'string') textStep(last.value, node, steps);
}

/** The variable that a name or member begins with. */
export function baseOf(node: Node): Extract<Node, { type: 'Identifier' }> | undefined {
  let current = unwrap(node);
  while (current.type === 'MemberExpression' && current.computed) current = unwrap(current.object);
  return current.type === 'Identifier' ? current : undefined;
}

export function firstText(value: Value): string[] {
  const first = value.kind === 'composed' ? value.parts[0] : value;
  return first?.kind === 'known' && typeof first.value === 'string' && first.value.length < 200 ? [first.value] : [];
}

export function isTextual(value: Value): boolean {
  return value.kind === 'composed' || (value.kind === 'known' && typeof value.value === 'string');
}

/** Holds something that nobody can foresee: a strong random value, a secret of the environment. */
export function isMixed(value: Value, depth = 0): boolean {
  if (value.kind === 'call' && isUnforeseeable(value.callee)) return true;
  if (value.kind === 'environment') return /secret|key|schluessel|salt|salz|pepper|geheim|token/i.test(value.name);
  return depth < 6 && partsOf(value).some((part) => isMixed(part, depth + 1));
}

export function named(names: readonly string[], isText: boolean, at: Node): FlowStep {
  return { form: 'name', names, isText, range: rangeOf(at) };
}
