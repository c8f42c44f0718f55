/** Values of literals, templates, records and lists. */
import type { TSESTree } from '@typescript-eslint/types';
import { ABSENT, type RecordValue, type Value } from '../../../model/value.ts';
import { composed, either } from '../../../model/values.ts';
import { isFunction, keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { Evaluator } from './evaluator.ts';

export function literalValue(node: TSESTree.Literal): Value {
  const range = rangeOf(node);
  if (isRegexOrBigint(node)) return { kind: 'unknown', range };
  return node.value === null || ['string', 'number', 'boolean'].includes(typeof node.value)
    ? { kind: 'known', value: node.value as string | number | boolean | null, range }
    : { kind: 'unknown', range };
}

export function templateValue(evaluator: Evaluator, node: TSESTree.TemplateLiteral, scope: Scope): Value {
  const parts: Value[] = [];
  node.quasis.forEach((quasi, index) => {
    const text = quasi.value.cooked;
    if (text === null) parts.push({ kind: 'unknown', range: rangeOf(quasi) });
    else if (text !== '') parts.push({ kind: 'known', value: text, range: rangeOf(quasi) });
    const expression = node.expressions[index];
    if (expression) parts.push(evaluator.evaluate(expression, scope));
  });
  return composed(parts, rangeOf(node));
}

export function recordValue(evaluator: Evaluator, node: TSESTree.ObjectExpression, scope: Scope): RecordValue {
  const entries = new Map<string, Value>();
  const spreads: Value[] = [];
  let open = false;
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = spreadValue(evaluator, property.argument, scope);
      const isLater = (spread.kind === 'reference' && spread.module !== 'global') || spread.kind === 'parameter';
      if (isLater) spreads.push(spread);
      else if (!spreadInto(entries, spread)) open = true;
      continue;
    }
    let name = keyName(property.key, property.computed);
    if (name === undefined && property.computed) {
      const key = evaluator.evaluate(property.key, scope);
      if (key.kind === 'known') name = String(key.value);
    }
    if (name === undefined) open = true;
    else if (property.kind === 'get' && isFunction(property.value))
      entries.set(name, evaluator.returnsOf(property.value));
    else if (property.kind !== 'set') entries.set(name, evaluator.evaluate(property.value, scope));
  }
  const range = rangeOf(node);
  if (spreads.length === 0) return { kind: 'record', entries, open, range };
  return { kind: 'record', entries, open: true, spreads, ...(open && { alsoOpen: true }), range };
}

/** What is spread in; of `...(isTest && { … })` what stands on the left gives nothing. */
function spreadValue(evaluator: Evaluator, outer: Node, scope: Scope): Value {
  const node = unwrap(outer);
  if (node.type !== 'LogicalExpression' || node.operator !== '&&') return evaluator.evaluate(node, scope);
  const value = evaluator.evaluate(node, scope);
  // Known on one side only: `true && { … }`.
  if (value.kind !== 'either') return value;
  return either([ABSENT, spreadValue(evaluator, node.right, scope)], rangeOf(node));
}

/** False where entries may have come in that cannot be seen. */
function spreadInto(entries: Map<string, Value>, spread: Value): boolean {
  if (spread.kind === 'absent') return true;
  if (spread.kind === 'known') return typeof spread.value !== 'string';
  if (spread.kind === 'record') {
    for (const [name, value] of spread.entries) entries.set(name, value);
    return !spread.open;
  }
  if (spread.kind !== 'either') return false;
  const branches = spread.options.map((option) => {
    const own = new Map<string, Value>();
    return { own, closed: spreadInto(own, option) };
  });
  for (const name of new Set(branches.flatMap(({ own }) => [...own.keys()]))) {
    const options = branches.map(
      ({ own, closed }): Value =>
        own.get(name) ?? (closed ? (entries.get(name) ?? ABSENT) : { kind: 'unknown', range: spread.range }),
    );
    entries.set(name, either(options, spread.range));
  }
  return branches.every(({ closed }) => closed);
}

export function listValue(evaluator: Evaluator, node: TSESTree.ArrayExpression, scope: Scope): Value {
  const items: Value[] = [];
  let open = false;
  for (const element of node.elements) {
    if (!element) items.push(ABSENT);
    else if (element.type === 'SpreadElement') {
      const spread = evaluator.evaluate(element.argument, scope);
      if (spread.kind === 'list' && !spread.open) items.push(...spread.items);
      else open = true;
    } else items.push(evaluator.evaluate(element, scope));
  }
  return { kind: 'list', items, open, range: rangeOf(node) };
}

function isRegexOrBigint(node: TSESTree.Literal): boolean {
  return ('regex' in node && Boolean(node.regex)) || ('bigint' in node && Boolean(node.bigint));
}
