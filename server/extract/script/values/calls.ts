/** Values of members, calls and new instances. */
import type { TSESTree } from '@typescript-eslint/types';
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import { placeOf } from '../../../model/text-range.ts';
import type { TextRange } from '../../../model/text-range.ts';
import { ABSENT, type CallValue, type Value } from '../../../model/value.ts';
import { applied } from '../../../model/applied.ts';
import { composed, either, instanceOf, memberOf, relocate } from '../../../model/values.ts';
import { keyName, rangeOf } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { Evaluator } from './evaluator.ts';
import { mapOf } from '../../../model/maps.ts';
import { builtInResult } from './collections.ts';
import { superValue } from './classes.ts';
import { callThrough } from './see-through.ts';

export function memberValue(evaluator: Evaluator, node: TSESTree.MemberExpression, scope: Scope): Value {
  const range = rangeOf(node);
  let name = keyName(node.property, node.computed);
  if (name === undefined) {
    const key = evaluator.evaluate(node.property, scope);
    if (key.kind === 'known') name = String(key.value);
  }
  const object =
    node.object.type === 'Super'
      ? superValue(evaluator, scope, rangeOf(node.object))
      : evaluator.evaluate(node.object, scope);
  if (name === undefined) {
    const chosen = chosenMember(evaluator, object, evaluator.evaluate(node.property, scope), range);
    if (chosen) return chosen;
    const environment = memberOf(object, '', range, evaluator.path);
    const key = environment.kind === 'environment' ? evaluator.evaluate(node.property, scope) : ABSENT;
    return environment.kind === 'environment' && key.kind === 'parameter'
      ? { ...environment, key }
      : { kind: 'unknown', range };
  }
  return memberOf(object, name, range, evaluator.path);
}

/** More entries than this are not offered for choice. */
const MOST_CHOICES = 12;

/** `hosts[isTest ? 'test' : 'live']` is one of two; by a name that is not known it is one of all that are written down. */
function chosenMember(evaluator: Evaluator, object: Value, key: Value, range: TextRange): Value | undefined {
  const names =
    key.kind === 'either' && key.options.every(({ kind }) => kind === 'known')
      ? key.options.flatMap((option) => (option.kind === 'known' ? String(option.value) : []))
      : object.kind === 'record' && !object.open && object.entries.size <= MOST_CHOICES
        ? [...object.entries.keys()]
        : [];
  if (names.length === 0 || (object.kind !== 'record' && object.kind !== 'list')) return undefined;
  return either(
    names.map((name) => memberOf(object, name, range, evaluator.path)),
    range,
  );
}

export function callValue(evaluator: Evaluator, node: TSESTree.CallExpression, scope: Scope): Value {
  const range = rangeOf(node);
  const callee = evaluator.evaluate(node.callee, scope);
  const seen = callThrough(node, callee, evaluator, scope);
  if (seen) return seen;
  if (callee.kind === 'function') {
    const place = callee.origin ?? placeOf(callee.range, evaluator.path);
    return relocate(
      applied(evaluator.returnsOfValue(callee), place, argumentsOf(evaluator, node, scope)),
      range,
      evaluator.path,
    );
  }
  const name = canonicalName(apiNameOf(callee));
  if (name === '') return partOf(evaluator, node, scope) ?? { kind: 'unknown', range };
  const call: CallValue = { kind: 'call', callee: name, arguments: argumentsOf(evaluator, node, scope), range };
  return callee.kind === 'reference' && callee.of ? { ...call, on: callee } : call;
}

/** Methods that give a part of a text or of bytes, or fill it up: what they give hangs on it and their arguments only. */
const PARTS: ReadonlySet<string> = new Set([
  'slice',
  'substring',
  'substr',
  'subarray',
  'padEnd',
  'padStart',
  'repeat',
]);
const WITH_PARTS: ReadonlySet<Value['kind']> = new Set(['parameter', 'environment', 'composed']);

/** `schluessel.slice(0, 16)`: what it is taken from is the first argument. */
function partOf(evaluator: Evaluator, node: TSESTree.CallExpression, scope: Scope): Value | undefined {
  const { callee } = node;
  if (callee.type !== 'MemberExpression') return undefined;
  const method = keyName(callee.property, callee.computed);
  if (method === undefined || !PARTS.has(method)) return undefined;
  const object = evaluator.evaluate(callee.object, scope);
  if (!WITH_PARTS.has(object.kind)) return undefined;
  const args = [object, ...argumentsOf(evaluator, node, scope)];
  return { kind: 'call', callee: `global#String().${method}`, arguments: args, range: rangeOf(node) };
}

export function instanceValue(evaluator: Evaluator, node: TSESTree.NewExpression, scope: Scope): Value {
  const range = rangeOf(node);
  const callee = evaluator.evaluate(node.callee, scope);
  if (callee.kind === 'class')
    return { ...instanceOf(callee, argumentsOf(evaluator, node, scope), range), range } as Value;
  const name = canonicalName(apiNameOf(callee));
  if (name === 'global#URL' || name === 'global#Request') {
    const [path, base] = argumentsOf(evaluator, node, scope);
    if (path)
      return relocate(base && base.kind !== 'record' ? composed([base, path], range) : path, range, evaluator.path);
  }
  if (name === '') return { kind: 'unknown', range };
  const args = argumentsOf(evaluator, node, scope);
  if (name === 'global#Map') return mapOf(args[0], range);
  return builtInResult(name, args, range) ?? { kind: 'call', callee: name, arguments: args, range };
}

/** The arguments of a call; a spread that cannot be seen through ends the list with unknown. */
export function argumentsOf(
  evaluator: Evaluator,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  scope: Scope,
): Value[] {
  const values: Value[] = [];
  for (const argument of node.arguments) {
    if (argument.type !== 'SpreadElement') values.push(evaluator.evaluate(argument, scope));
    else {
      const list = evaluator.evaluate(argument.argument, scope);
      if (list.kind === 'list' && !list.open) values.push(...list.items);
      else {
        values.push({ kind: 'unknown', range: rangeOf(argument) });
        break;
      }
    }
  }
  return values;
}
