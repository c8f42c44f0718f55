/** Values of functions with what they return, and of classes with their fields and methods. */
import type { TextRange } from '../../../model/text-range.ts';
import { ABSENT, type ClassValue, type Value } from '../../../model/value.ts';
import { CLASS_GUARDS, either } from '../../../model/values.ts';
import { guardsOnClass } from '../frameworks/nest-guards.ts';
import { isClass, isFunction, keyName, rangeOf, type ClassNode, type FunctionNode, type Node } from '../nodes.ts';
import type { Scope, Scopes } from '../scope.ts';
import { MAX_WRITES, type Evaluator } from './evaluator.ts';

export function functionValue(evaluator: Evaluator, node: FunctionNode, range: TextRange): Value {
  const returns: Value = isShort(node) ? evaluator.returnsOf(node) : { kind: 'unknown', range: rangeOf(node) };
  return { kind: 'function', name: node.id?.name ?? '', returns, range };
}

/** What a function returns, worked out anew; `Evaluator.returnsOf` remembers it. */
export function returnedValue(evaluator: Evaluator, node: FunctionNode): Value {
  const scope = evaluator.scopes.of.get(node);
  if (!scope) return { kind: 'unknown', range: rangeOf(node) };
  if (node.body.type !== 'BlockStatement') return evaluator.evaluate(node.body, scope);
  const found: Value[] = [];
  for (const { argument, scope: inner } of returnStatements(node.body, scope, evaluator.scopes)) {
    found.push(argument ? evaluator.evaluate(argument, inner) : ABSENT);
    if (found.length > MAX_WRITES) return { kind: 'unknown', range: rangeOf(node) };
  }
  return found.length === 0 ? ABSENT : either(found, rangeOf(node));
}

export function classValue(evaluator: Evaluator, node: ClassNode, range: TextRange): ClassValue {
  const known = evaluator.remembered(node);
  if (known?.kind === 'class') {
    // While it is built, a class that mentions itself sees what is there by then: a value never holds itself.
    const isBuilt = !unfinished.has(known.members);
    return { ...known, members: isBuilt ? known.members : new Map(known.members), range };
  }
  const members = new Map<string, Value>();
  const scope = evaluator.scopes.of.get(node) ?? evaluator.scopes.top;
  const value: ClassValue = {
    kind: 'class',
    name: node.id?.name ?? '',
    base: node.superClass ? evaluator.evaluate(node.superClass, scope) : ABSENT,
    members,
    range: rangeOf(node),
  };
  const guards = guardsOnClass(node, (each) => evaluator.evaluate(each, scope));
  if (guards) members.set(CLASS_GUARDS, guards);
  // Known before its members are, because they may mention the class itself.
  evaluator.remember(node, value);
  unfinished.add(members);
  for (const element of node.body.body) {
    if (element.type === 'MethodDefinition' && element.kind === 'constructor') {
      constructorFields(evaluator, element.value as FunctionNode, members);
    } else if (element.type === 'PropertyDefinition' || element.type === 'MethodDefinition') {
      const name = keyName(element.key, element.computed);
      if (name === undefined || !element.value) continue;
      if (element.type === 'MethodDefinition' && element.kind === 'get') {
        members.set(name, evaluator.returnsOf(element.value as FunctionNode));
      } else if (isFunction(element.value)) {
        members.set(name, {
          kind: 'function',
          name,
          returns: { kind: 'unknown', range: rangeOf(element.value) },
          range: rangeOf(element.value),
        });
      } else members.set(name, evaluator.evaluate(element.value, scope));
    }
  }
  unfinished.delete(members);
  return { ...value, range };
}

/** Members of classes that are being worked out. */
const unfinished = new WeakSet<ReadonlyMap<string, Value>>();

/** Fields set by a constructor: parameter properties and plain assignments to `this`. */
function constructorFields(evaluator: Evaluator, node: FunctionNode, members: Map<string, Value>): void {
  const scope = evaluator.scopes.of.get(node);
  if (!scope) return;
  for (const parameter of node.params) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const inner = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    if (inner.type !== 'Identifier') continue;
    const binding = scope.bindings.get(inner.name);
    if (binding) members.set(inner.name, evaluator.bindingValue(binding, rangeOf(inner)));
  }
  if (node.body?.type !== 'BlockStatement') return;
  for (const statement of node.body.body) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') continue;
    const { left, right, operator } = statement.expression;
    if (operator !== '=' || left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') continue;
    const name = keyName(left.property, left.computed);
    if (name !== undefined) members.set(name, evaluator.evaluate(right, scope));
  }
}

/** The value of `this`. */
export function thisValue(evaluator: Evaluator, scope: Scope, range: TextRange): Value {
  const surrounding = surroundingClass(evaluator, scope);
  return surrounding ? classValue(evaluator, surrounding, range) : { kind: 'unknown', range };
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

/** Functions whose result is worth working out although nobody calls them by name: `() => undefined`. */
function isShort(node: FunctionNode): boolean {
  return node.body?.type !== 'BlockStatement' || node.body.body.length <= 3;
}

function* returnStatements(
  node: Node,
  scope: Scope,
  scopes: Scopes,
): Generator<{ argument: Node | null; scope: Scope }> {
  const inner = scopes.of.get(node) ?? scope;
  switch (node.type) {
    case 'ReturnStatement':
      yield { argument: node.argument, scope: inner };
      return;
    case 'BlockStatement':
      for (const statement of node.body) yield* returnStatements(statement, inner, scopes);
      return;
    case 'IfStatement':
      yield* returnStatements(node.consequent, inner, scopes);
      if (node.alternate) yield* returnStatements(node.alternate, inner, scopes);
      return;
    case 'TryStatement':
      yield* returnStatements(node.block, inner, scopes);
      if (node.handler) yield* returnStatements(node.handler.body, scopes.of.get(node.handler) ?? inner, scopes);
      if (node.finalizer) yield* returnStatements(node.finalizer, inner, scopes);
      return;
    case 'SwitchStatement':
      for (const branch of node.cases)
        for (const statement of branch.consequent) yield* returnStatements(statement, inner, scopes);
      return;
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      yield* returnStatements(node.body, inner, scopes);
      return;
    default:
  }
}
