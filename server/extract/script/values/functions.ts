/** Values of functions with what they return. */
import type { TextRange } from '../../../model/text-range.ts';
import { ABSENT, type Value } from '../../../model/value.ts';
import { either } from '../../../model/values.ts';
import { eachChild, isFunction, rangeOf, type FunctionNode, type Node } from '../nodes.ts';
import type { Scope, Scopes } from '../scope.ts';
import { MAX_WRITES, type Evaluator } from './evaluator.ts';

export function functionValue(evaluator: Evaluator, node: FunctionNode, range: TextRange): Value {
  const isKnown = isShort(node);
  const returns: Value = isKnown ? evaluator.returnsOf(node) : { kind: 'unknown', range: rangeOf(node) };
  const throws = isKnown && node.body?.type === 'BlockStatement' && throwsIn(node.body);
  return { kind: 'function', name: node.id?.name ?? '', returns, range, ...(throws && { throws }) };
}

function throwsIn(node: Node): boolean {
  if (node.type === 'ThrowStatement') return true;
  if (isFunction(node)) return false;
  let found = false;
  eachChild(node, (child) => {
    found ||= throwsIn(child);
  });
  return found;
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
