/** Values of classes with their fields and methods, and of `this` and `super`. */
import type { TextRange } from '../../../model/text-range.ts';
import { ABSENT, type ClassValue, type Value } from '../../../model/value.ts';
import { CLASS_CONSTRUCTOR, CLASS_GUARDS, either, instanceOf } from '../../../model/values.ts';
import { guardsOnClass } from '../frameworks/nest-guards.ts';
import { isClass, isFunction, keyName, rangeOf, type ClassNode, type FunctionNode, type ObjectNode } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import { MAX_WRITES, type Evaluator } from './evaluator.ts';
import { initialValue, owned, written } from './names.ts';
import { annotationOf, typedValue } from './types.ts';

/** What is written to members of fields: `this.optionen.tls = …`; more is not looked at. */
const MAX_FIELD_WRITES = 40;

/** A class without its members. */
export function emptyClass(evaluator: Evaluator, node: ClassNode): ClassValue {
  const scope = evaluator.scopes.of.get(node) ?? evaluator.scopes.top;
  const base = node.superClass ? evaluator.evaluate(node.superClass, scope) : ABSENT;
  return { kind: 'class', name: node.id?.name ?? '', base, members: new Map(), range: rangeOf(node) };
}

/** Puts the members into a class that is being built; they may mention the class itself as far as it is built. */
export function fillClass(evaluator: Evaluator, node: ClassNode, members: Map<string, Value>): void {
  const scope = evaluator.scopes.of.get(node) ?? evaluator.scopes.top;
  const guards = guardsOnClass(node, (each) => evaluator.evaluate(each, scope));
  if (guards) members.set(CLASS_GUARDS, guards);
  const getters: (() => void)[] = [];
  const initial = new Map<string, Value>();
  const declared = (name: string, value: Value): void => {
    initial.set(name, value);
    // What is written to it later and known already stays while getters are read.
    if (!members.has(name)) members.set(name, value);
  };
  for (const element of node.body.body) {
    if (element.type !== 'PropertyDefinition' && element.type !== 'MethodDefinition') continue;
    if (element.type === 'MethodDefinition' && element.kind === 'constructor') {
      members.set(CLASS_CONSTRUCTOR, method(CLASS_CONSTRUCTOR, element.value as FunctionNode));
      parameterProperties(evaluator, element.value as FunctionNode, declared);
      continue;
    }
    const name = keyName(element.key, element.computed);
    if (name === undefined) continue;
    const { value } = element;
    if (!value) {
      const typed = typedValue(annotationOf(element), scope, rangeOf(element));
      if (typed) declared(name, typed);
    } else if (element.type === 'MethodDefinition' && element.kind === 'get') {
      getters.push(() => members.set(name, evaluator.returnsOf(value as FunctionNode)));
    } else if (element.type === 'PropertyDefinition' || element.kind === 'method') {
      declared(name, isFunction(value) ? method(name, value) : evaluator.evaluate(value, scope));
    }
  }
  for (const read of getters) read();
  writtenFields(evaluator, node, initial, members);
}

/** True where what is written to fields may be read through a getter, and the other way round: fill it twice. */
export function readsItself(evaluator: Evaluator, node: ClassNode): boolean {
  return (
    evaluator.scopes.fields.has(node) &&
    node.body.body.some((element) => element.type === 'MethodDefinition' && element.kind === 'get')
  );
}

/** What it returns is worked out when it is called. */
function method(name: string, node: FunctionNode): Value {
  return { kind: 'function', name, returns: { kind: 'unknown', range: rangeOf(node) }, range: rangeOf(node) };
}

function parameterProperties(
  evaluator: Evaluator,
  node: FunctionNode,
  declared: (name: string, value: Value) => void,
): void {
  const scope = evaluator.scopes.of.get(node);
  for (const parameter of node.params) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const inner = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    const binding = inner.type === 'Identifier' ? scope?.bindings.get(inner.name) : undefined;
    if (binding) declared(binding.name, evaluator.bindingValue(binding, rangeOf(inner)));
  }
}

/** Fields that the constructor or a method writes: `this.client ??= new Client()`. */
function writtenFields(
  evaluator: Evaluator,
  node: ClassNode,
  initial: ReadonlyMap<string, Value>,
  members: Map<string, Value>,
): void {
  const assigned = new Map<string, Value[]>();
  const below: { readonly path: readonly string[]; readonly next: Value }[] = [];
  for (const { path, from } of evaluator.scopes.fields.get(node) ?? []) {
    const [name, ...rest] = path;
    if (name === undefined) continue;
    const next: Value = from
      ? initialValue(evaluator, from, rangeOf(from.source))
      : { kind: 'unknown', range: rangeOf(node) };
    if (rest.length > 0) {
      below.push({ path, next });
      continue;
    }
    const known = assigned.get(name);
    if (known) known.push(next);
    else assigned.set(name, [next]);
  }
  for (const [name, values] of assigned) {
    const before = initial.get(name);
    // Nothing but its type is known of a field before something is written to it, or it is empty.
    const isEmpty =
      !before ||
      before.kind === 'reference' ||
      before.kind === 'absent' ||
      (before.kind === 'known' && before.value === null);
    const options = isEmpty ? values : [before, ...values];
    const isTyped = before?.kind === 'reference' && values.every(({ kind }) => kind === 'unknown' || kind === 'absent');
    if (isTyped) continue;
    members.set(
      name,
      options.length > MAX_WRITES ? { kind: 'unknown', range: rangeOf(node) } : either(options, rangeOf(node)),
    );
  }
  for (const { path, next } of below.slice(0, MAX_FIELD_WRITES)) {
    const [name = '', ...rest] = path;
    const before = members.get(name);
    if (before) members.set(name, written(owned(before), rest, next, rangeOf(node)));
  }
}

/** The value of `this`. */
export function thisValue(evaluator: Evaluator, scope: Scope, range: TextRange): Value {
  const surrounding = surroundingClass(evaluator, scope);
  if (surrounding) return instanceOf(evaluator.classOf(surrounding, range), [], range);
  const owner = objectOfThis(evaluator, scope);
  // Frameworks put methods on other things, too: what is not there may come from elsewhere.
  const object = owner && evaluator.objectOf(owner.node, owner.scope);
  return object?.kind === 'record' ? { ...object, open: true, alsoOpen: true, range } : { kind: 'unknown', range };
}

function objectOfThis(evaluator: Evaluator, scope: Scope): { node: ObjectNode; scope: Scope } | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    if (isFunction(current.node) && current.node.type !== 'ArrowFunctionExpression')
      return evaluator.scopes.objects.get(current.node);
  }
  return undefined;
}

/** The base class, for `super(…)`. */
export function superClassValue(evaluator: Evaluator, scope: Scope, range: TextRange): Value {
  const surrounding = surroundingClass(evaluator, scope);
  const value = surrounding && evaluator.classOf(surrounding, range);
  const base: Value = value?.kind === 'class' ? value.base : ABSENT;
  return base.kind === 'absent' ? { kind: 'unknown', range } : { ...base, range };
}

/** What `super.x` is taken from. */
export function superValue(evaluator: Evaluator, scope: Scope, range: TextRange): Value {
  const value = thisValue(evaluator, scope, range);
  return value.kind === 'class' ? value.base : { kind: 'unknown', range };
}

function surroundingClass(evaluator: Evaluator, scope: Scope): ClassNode | undefined {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    if (isClass(current.node)) return current.node;
    const owner = evaluator.ownerOf(current.node);
    if (owner) return owner;
    if (isFunction(current.node) && current.node.type !== 'ArrowFunctionExpression') return undefined;
  }
  return undefined;
}
