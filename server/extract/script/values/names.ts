/** Values of names: variables, parameters with their types and defaults, enums, and what is assigned to members later. */
import type { TSESTree } from '@typescript-eslint/types';
import { apiNameOf, canonicalName, moduleName } from '../../../model/api-name.ts';
import type { Place, TextRange } from '../../../model/text-range.ts';
import { ABSENT, type ApiName, type Value } from '../../../model/value.ts';
import { composed, either, itemOf, memberOf, relocate } from '../../../model/values.ts';
import { isMap } from '../../../model/maps.ts';
import { isClass, isFunction, keyName, rangeOf, type Node } from '../nodes.ts';
import { lookUp, MAP_KEY, type Binding, type Initializer, type Origin, type Scope } from '../scope.ts';
import { MAX_WRITES, type Evaluator } from './evaluator.ts';
import { declaredNames } from '../declarations.ts';
import { functionValue } from './functions.ts';
import { orElse, withDefault } from './operators.ts';
import { annotationOf, configuredType, typedValue, typeName } from './types.ts';

export function identifierValue(evaluator: Evaluator, node: TSESTree.Identifier, scope: Scope): Value {
  const range = rangeOf(node);
  const binding = lookUp(scope, node.name);
  if (binding) return evaluator.bindingValue(binding, range);
  if (node.name === 'undefined') return ABSENT;
  if (node.name === 'NaN' || node.name === 'Infinity') return { kind: 'unknown', range };
  return { kind: 'reference', module: 'global', name: node.name, path: [], range };
}

/** The value of what a name is bound to, seen from a use of it. */
export function bindingValue(evaluator: Evaluator, binding: Binding, use: TextRange): Value {
  const value = boundValue(evaluator, binding, use);
  return binding.members.length === 0 ? value : withMembers(evaluator, value, binding, use);
}

function boundValue(evaluator: Evaluator, binding: Binding, range: TextRange): Value {
  const { kind, node } = binding;
  if (kind === 'import' && binding.imported) {
    return {
      kind: 'reference',
      module: moduleName(binding.imported.module),
      name: binding.imported.name,
      path: [],
      range,
    };
  }
  if (binding.changed) return { kind: 'unknown', range };
  if (kind === 'function' && isFunction(node))
    return { ...functionValue(evaluator, node, range), ...from(evaluator, node, range) } as Value;
  if (kind === 'class' && isClass(node))
    return { ...evaluator.classOf(node, range), ...from(evaluator, node, range) } as Value;
  if (kind === 'enum' || kind === 'namespace')
    return relocate(evaluator.evaluate(node, binding.scope), range, evaluator.path);
  if (kind === 'parameter' && binding.parameter) return parameterValue(evaluator, binding, range);
  const typed = kind === 'variable' ? typedValue(annotationOf(node), binding.scope, range) : undefined;
  if (binding.initializers.length === 0 || binding.initializers.length > MAX_WRITES)
    return typed ?? { kind: 'unknown', range };
  const options = binding.initializers.map((initializer) =>
    relocate(initialValue(evaluator, initializer, range), range, evaluator.path),
  );
  const value = either(options, range);
  if (binding.appended.length > 0) return appendedValue(evaluator, binding, value, range);
  return typed && saysNothing(value) ? typed : value;
}

/** More texts that are added to a name are not looked at. */
const MAX_APPENDED = 40;

/** A text with what is added to it before it is used; exported it has all of it. */
function appendedValue(
  evaluator: Evaluator,
  { appended, node, scope: own }: Binding,
  value: Value,
  use: TextRange,
): Value {
  const unknown: Value = { kind: 'unknown', range: use };
  if (appended.length > MAX_APPENDED) return unknown;
  const isDeclared = use.start === node.range[0];
  const before = appended.filter(({ source }) => isDeclared || source.range[1] <= use.start);
  const parts = before.flatMap(({ source, scope }) => {
    const part = evaluator.evaluate(source, scope);
    return isStraight(scope, own) ? [part] : [part, unknown];
  });
  const all = [value, ...parts, ...(before.length < appended.length ? [unknown] : [])];
  const isText = all.some(
    (part) => part.kind === 'composed' || (part.kind === 'known' && typeof part.value === 'string'),
  );
  return isText ? composed(all, use) : unknown;
}

/** True where nothing between two scopes runs several times, or at a time that cannot be seen. */
function isStraight(inner: Scope, outer: Scope): boolean {
  for (let current: Scope | undefined = inner; current && current !== outer; current = current.parent)
    if (isFunction(current.node) || current.node.type.startsWith('For')) return false;
  return true;
}

function saysNothing(value: Value): boolean {
  if (value.kind === 'either') return value.options.every(saysNothing);
  return value.kind === 'known'
    ? value.value === null
    : ['unknown', 'absent'].includes(value.kind) || (value.kind === 'parameter' && apiNameOf(value) === '');
}

/** What an assignment or declaration gives to a name or member. */
export function initialValue(evaluator: Evaluator, initializer: Initializer, range: TextRange): Value {
  const value = takenFrom(evaluator, initializer, range);
  const { fallback, scope } = initializer;
  return fallback ? orElse(value, evaluator.evaluate(fallback, scope), range, true) : value;
}

function takenFrom(
  evaluator: Evaluator,
  { source, scope, path, item, without, opaque }: Origin,
  range: TextRange,
): Value {
  if (opaque) return { kind: 'unknown', range };
  let value = evaluator.evaluate(source, scope);
  if (item) value = itemOf(value, range, evaluator.path);
  for (const name of path) value = memberOf(value, name, range, evaluator.path);
  if (!without) return value;
  if (value.kind !== 'record' || value.spreads) return { kind: 'unknown', range };
  return { ...value, entries: new Map([...value.entries].filter(([name]) => !without.includes(name))) };
}

function parameterValue(evaluator: Evaluator, binding: Binding, range: TextRange): Value {
  const { parameter } = binding;
  if (!parameter || parameter.opaque) return { kind: 'unknown', range };
  const value = givenValue(evaluator, parameter.given, range) ?? ownValue(evaluator, binding, parameter, range);
  const fallbacks = binding.initializers.map((initializer) =>
    relocate(evaluator.evaluate(initializer.source, initializer.scope), range, evaluator.path),
  );
  return fallbacks.length === 0 ? value : either([withDefault(value), ...fallbacks], range);
}

/** What is known of a parameter by the method that its function is handed to. */
function givenValue(evaluator: Evaluator, given: Origin | undefined, range: TextRange): Value | undefined {
  const value = given && takenFrom(evaluator, given, range);
  return !value || value.kind === 'unknown' ? undefined : relocate(value, range, evaluator.path);
}

function ownValue(
  evaluator: Evaluator,
  binding: Binding,
  { function: owner, index, path, type, injected }: NonNullable<Binding['parameter']>,
  range: TextRange,
): Value {
  const configuration = configuredType(type);
  if (configuration) {
    const settings = calledValue(evaluator, evaluator.evaluate(configuration, binding.scope), range);
    return path.reduce((value, name) => memberOf(value, name, range, evaluator.path), settings);
  }
  const token = injected && evaluator.evaluate(injected, evaluator.scopes.top);
  const isTyped = type && type.type !== 'TSAnyKeyword';
  const api = isTyped
    ? typeName(type, binding.scope)
    : token
      ? canonicalName(apiNameOf(token))
      : path.length === 0
        ? calledWith(evaluator, binding, owner, index)
        : '';
  const whole: Value = {
    kind: 'parameter',
    name: binding.name,
    function: owner.range[0],
    index,
    // What is taken apart at once is a bag of options; the project's own type of it says nothing.
    type: path.length > 0 && api.startsWith('.') ? '' : api,
    range,
    origin: { path: evaluator.path, range: rangeOf(binding.node) },
  };
  return path.reduce<Value>((value, name) => memberOf(value, name, range, evaluator.path), whole);
}

/** Of a function that only this file calls: the class of a library that all callers hand over an instance of. */
function calledWith(evaluator: Evaluator, binding: Binding, owner: Node, index: number): ApiName {
  const names = new Set<ApiName>();
  for (const { node, scope } of evaluator.scopes.callers.get(owner) ?? []) {
    const argument = node.arguments[index];
    // A function that calls itself hands on what it got.
    if (argument?.type === 'Identifier' && lookUp(scope, argument.name) === binding) continue;
    names.add(argument && argument.type !== 'SpreadElement' ? instanceName(evaluator.evaluate(argument, scope)) : '');
  }
  const [only = ''] = names;
  return names.size === 1 && !/^(?:\.|global#|self#|#|@\/|~)/.test(only) ? only : '';
}

/** What something is an instance of: `pg#Client` for `new Client()`. */
function instanceName(value: Value): ApiName {
  const name = apiNameOf(value);
  return name.endsWith('()') ? name.slice(0, -2) : '';
}

function calledValue(evaluator: Evaluator, value: Value, range: TextRange): Value {
  if (value.kind === 'function') return relocate(evaluator.returnsOfValue(value), range, evaluator.path);
  const callee = apiNameOf(value);
  return callee === '' ? { kind: 'unknown', range } : { kind: 'call', callee, arguments: [], range };
}

/** Adds what is assigned to members after the object was made; a list that is added to is open. */
function withMembers(evaluator: Evaluator, value: Value, binding: Binding, use: TextRange): Value {
  if (value.kind === 'list')
    return binding.members.some(({ path }) => path[0] === '?') ? { ...value, open: true } : value;
  return binding.members.reduce<Value>(
    (made, { path, from: source }) =>
      written(made, path, source ? initialValue(evaluator, source, use) : { kind: 'unknown', range: use }, use),
    owned(value),
  );
}

/** A copy of a record or map whose entries may be written to. */
export function owned(value: Value): Value {
  if (value.kind === 'record') return { ...value, entries: new Map(value.entries) };
  return isMap(value) ? { ...value, arguments: value.arguments.map(owned) } : value;
}

/**
 * A record or map with something written to a member of it, or of what it holds; other values stay as they are. Its
 * entries belong to nobody else.
 */
export function written(value: Value, [name, ...rest]: readonly string[], next: Value, use: TextRange): Value {
  if (name === MAP_KEY) {
    const [record] = isMap(value) ? value.arguments : [];
    return record && value.kind === 'call' ? { ...value, arguments: [written(record, rest, next, use)] } : value;
  }
  if (value.kind !== 'record') return value;
  if (name === undefined || name === '?') return { ...value, open: true };
  const before = value.entries.get(name);
  (value.entries as Map<string, Value>).set(
    name,
    rest.length > 0
      ? writtenBelow(before, rest, next, use)
      : before && before.kind !== 'unknown'
        ? either([before, next], use)
        : next,
  );
  return value;
}

function writtenBelow(before: Value | undefined, rest: readonly string[], next: Value, use: TextRange): Value {
  if (before && (before.kind === 'record' || isMap(before))) return written(owned(before), rest, next, use);
  return before && rest[0] === MAP_KEY ? before : { kind: 'unknown', range: use };
}

/** What a namespace exports. */
export function namespaceValue(evaluator: Evaluator, node: TSESTree.TSModuleDeclaration): Value {
  const range = rangeOf(node);
  const { body } = node;
  const scope = body && evaluator.scopes.of.get(body);
  if (!scope) return { kind: 'unknown', range };
  const entries = new Map<string, Value>();
  for (const statement of body.body) {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) continue;
    for (const name of declaredNames(statement.declaration)) {
      const binding = scope.bindings.get(name);
      if (binding) entries.set(name, evaluator.withReturns(evaluator.bindingValue(binding, rangeOf(binding.node))));
    }
  }
  return { kind: 'record', entries, open: true, range };
}

export function enumValue(evaluator: Evaluator, node: TSESTree.TSEnumDeclaration, scope: Scope): Value {
  const entries = new Map<string, Value>();
  let next: number | undefined = 0;
  for (const member of node.body.members) {
    const name = keyName(member.id, false);
    if (name === undefined) continue;
    const value: Value = member.initializer
      ? evaluator.evaluate(member.initializer, scope)
      : next === undefined
        ? { kind: 'unknown', range: rangeOf(member) }
        : { kind: 'known', value: next, range: rangeOf(member) };
    next = value.kind === 'known' && typeof value.value === 'number' ? value.value + 1 : undefined;
    entries.set(name, value);
  }
  return { kind: 'record', entries, open: false, range: rangeOf(node) };
}

function from(evaluator: Evaluator, node: Node, use: TextRange): { origin?: Place } {
  const range = rangeOf(node);
  return range.start === use.start && range.end === use.end ? {} : { origin: { path: evaluator.path, range } };
}
