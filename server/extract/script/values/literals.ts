/** Values of literals, templates, records and lists. */
import type { TSESTree } from '@typescript-eslint/types';
import { ABSENT, REGULAR_EXPRESSION, type RecordValue, type ReferenceValue, type Value } from '../../../model/value.ts';
import { spreadInto } from '../../../model/spreads.ts';
import type { TextRange } from '../../../model/text-range.ts';
import { composed, either, mapEntries, memberOf, relocate } from '../../../model/values.ts';
import { isFunction, keyName, rangeOf, unwrap, type Node, type ObjectNode } from '../nodes.ts';
import type { MemberWrite, Scope } from '../scope.ts';
import { MAX_WRITES, type Evaluator } from './evaluator.ts';
import { initialValue } from './names.ts';

export function literalValue(node: TSESTree.Literal): Value {
  const range = rangeOf(node);
  if ('regex' in node && Boolean(node.regex)) return expressionValue(node.regex.pattern, node.regex.flags, range);
  if ('bigint' in node && Boolean(node.bigint)) return { kind: 'unknown', range };
  return node.value === null || ['string', 'number', 'boolean'].includes(typeof node.value)
    ? { kind: 'known', value: node.value as string | number | boolean | null, range }
    : { kind: 'unknown', range };
}

/** A regular expression is what `new RegExp(source, flags)` makes. */
function expressionValue(source: string, flags: string, range: TextRange): Value {
  const known = (value: string): Value => ({ kind: 'known', value, range });
  return { kind: 'call', callee: REGULAR_EXPRESSION, arguments: [known(source), known(flags)], range };
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

export function recordValue(evaluator: Evaluator, node: ObjectNode, scope: Scope): RecordValue {
  const seen = new Map<string, Value>();
  evaluator.building(node, seen);
  const getters: (() => void)[] = [];
  const parts: Part[] = [];
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      parts.push({ spread: spreadValue(evaluator, property.argument, scope) });
      continue;
    }
    if (property.kind === 'set') continue;
    let name = keyName(property.key, property.computed);
    if (name === undefined && property.computed) {
      const key = evaluator.evaluate(property.key, scope);
      if (key.kind === 'known') name = String(key.value);
    }
    if (name === undefined) {
      parts.push({ spread: { kind: 'unknown', range: rangeOf(property) } });
      continue;
    }
    const part = { name, value: { kind: 'unknown', range: rangeOf(property) } as Value };
    parts.push(part);
    const read = (): void => {
      part.value =
        property.kind === 'get' && isFunction(property.value)
          ? evaluator.returnsOf(property.value)
          : evaluator.evaluate(property.value, scope);
      seen.set(part.name, part.value);
    };
    // They may read what stands behind them.
    if (property.kind === 'get') getters.push(read);
    else read();
  }
  for (const read of getters) read();
  const record = spreadTogether(parts, rangeOf(node), evaluator.path);
  const writes = evaluator.scopes.fields.get(node);
  return writes ? withFields(evaluator, record, writes) : record;
}

/** What methods write to `this`, beside what stands in the literal. */
function withFields(evaluator: Evaluator, record: RecordValue, writes: readonly MemberWrite[]): RecordValue {
  const entries = new Map(record.entries);
  for (const { path, from } of writes.slice(0, MAX_WRITES)) {
    const [name, ...rest] = path;
    if (name === undefined) continue;
    const isSeen = from !== undefined && rest.length === 0;
    const next: Value = isSeen ? initialValue(evaluator, from, record.range) : { kind: 'unknown', range: record.range };
    const before = entries.get(name);
    const isEmpty = !before || before.kind === 'absent' || (before.kind === 'known' && before.value === null);
    entries.set(name, isEmpty ? next : either([before, next], record.range));
  }
  return { ...record, entries };
}

/** An entry of a record, or what is spread into it. */
type Part = { readonly name: string; readonly value: Value } | { readonly spread: Value };

/** Entries and spreads laid over each other in their order; open where one of them is not seen. */
export function spreadTogether(parts: readonly Part[], range: TextRange, path: string): RecordValue {
  const isMixed = parts.some((part) => 'spread' in part && isSeenLater(part.spread));
  const entries = new Map<string, Value>();
  const spreads: Value[] = [];
  let open = false;
  for (const part of parts) {
    if (!('spread' in part)) entries.set(part.name, part.value);
    else if (isSeenLater(part.spread)) spreads.push(part.spread);
    else if (!spreadInto(entries, isMixed ? placed(part.spread, path) : part.spread)) open = true;
  }
  if (spreads.length === 0) return { kind: 'record', entries, open, range };
  return { kind: 'record', entries, open: true, spreads, ...(open && { alsoOpen: true }), range };
}

/** Entries that stand where they are spread in: what is seen later has to know what it comes after. */
function placed(spread: Value, path: string): Value {
  if (spread.kind === 'either') return { ...spread, options: spread.options.map((option) => placed(option, path)) };
  if (spread.kind !== 'record') return spread;
  return { ...spread, entries: mapEntries(spread.entries, (entry) => relocate(entry, spread.range, path)) };
}

/** What callers hand over, what other files hold, and the environment. */
function isSeenLater(spread: Value): boolean {
  if (spread.kind === 'either')
    return (
      spread.options.some(({ kind }) => kind === 'parameter') &&
      spread.options.every((each) => each.kind === 'parameter' || isEmpty(each))
    );
  if (spread.kind === 'environment') return spread.loaded === true;
  return spread.kind === 'parameter' || (spread.kind === 'reference' && isSource(spread));
}

/** Of the language's own things only the environment is known. */
function isSource(spread: ReferenceValue): boolean {
  return spread.module !== 'global' || memberOf(spread, 'X', spread.range, '').kind === 'environment';
}

function isEmpty(spread: Value): boolean {
  return spread.kind === 'absent' || (spread.kind === 'record' && spread.entries.size === 0 && !spread.open);
}

/** What is spread in; of `...(isTest && { … })` what stands on the left gives nothing. */
export function spreadValue(evaluator: Evaluator, outer: Node, scope: Scope): Value {
  const node = unwrap(outer);
  if (node.type !== 'LogicalExpression' || node.operator !== '&&') return evaluator.evaluate(node, scope);
  const value = evaluator.evaluate(node, scope);
  // Known on one side only: `true && { … }`.
  if (value.kind !== 'either') return value;
  return either([ABSENT, spreadValue(evaluator, node.right, scope)], rangeOf(node));
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
