/** Values of operators: choices, negations, sums and comparisons. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../../model/text-range.ts';
import {
  ABSENT,
  type EnvironmentValue,
  type KnownValue,
  type ParameterValue,
  type Value,
} from '../../../model/value.ts';
import { composed, either } from '../../../model/values.ts';
import { rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { Evaluator } from './evaluator.ts';

export function conditionalValue(evaluator: Evaluator, node: TSESTree.ConditionalExpression, scope: Scope): Value {
  const truth = truthOf(evaluator.evaluate(node.test, scope));
  if (truth !== undefined) return evaluator.evaluate(truth ? node.consequent : node.alternate, scope);
  return either([evaluator.evaluate(node.consequent, scope), evaluator.evaluate(node.alternate, scope)], rangeOf(node));
}

export function logicalValue(evaluator: Evaluator, node: TSESTree.LogicalExpression, scope: Scope): Value {
  const range = rangeOf(node);
  const left = evaluator.evaluate(node.left, scope);
  const right = evaluator.evaluate(node.right, scope);
  if (node.operator === '&&') {
    const truth = truthOf(left);
    return truth === undefined ? either([left, right], range) : truth ? right : left;
  }
  return orElse(left, right, range, node.operator === '??');
}

/** What an assignment gives: of `pool ??= new Pool()` what the name stands for, or what is put there. */
export function assignedValue(evaluator: Evaluator, node: TSESTree.AssignmentExpression, scope: Scope): Value {
  const range = rangeOf(node);
  if (node.operator === '=') return evaluator.evaluate(node.right, scope);
  if (node.operator !== '??=' && node.operator !== '||=') return { kind: 'unknown', range };
  const left = evaluator.evaluate(node.left, scope);
  const right = evaluator.evaluate(node.right, scope);
  if (left.kind === 'unknown' || left.kind === 'absent' || right.kind === 'call') return right;
  return orElse(left, right, range, node.operator === '??=');
}

/** `left ?? right` (or `||`). */
export function orElse(left: Value, right: Value, range: TextRange, nullishOnly: boolean): Value {
  if (left.kind === 'absent') return right;
  if (left.kind === 'environment')
    return { ...left, fallback: orElse(left.fallback, right, range, nullishOnly), range };
  if (left.kind === 'known') {
    const usesRight = nullishOnly ? left.value === null : !left.value;
    return usesRight ? right : left;
  }
  if (left.kind === 'record' || left.kind === 'list' || left.kind === 'function' || left.kind === 'class') return left;
  return either([withDefault(left), right], range);
}

/** A parameter beside which a default stands. */
export function withDefault(value: Value): Value {
  if (value.kind !== 'parameter') return value;
  const marked: ParameterValue = { ...value, defaulted: true };
  return marked;
}

export function unaryValue(evaluator: Evaluator, node: TSESTree.UnaryExpression, scope: Scope): Value {
  const range = rangeOf(node);
  if (node.operator === 'void') return ABSENT;
  const operand = evaluator.evaluate(node.argument, scope);
  if (node.operator === '!') {
    if (operand.kind === 'environment') return switched(operand, negated(truthOf(operand.fallback)), range);
    const truth = truthOf(operand);
    return truth === undefined ? { kind: 'unknown', range } : { kind: 'known', value: !truth, range };
  }
  if (node.operator === '-' && operand.kind === 'known' && typeof operand.value === 'number') {
    return { kind: 'known', value: -operand.value, range };
  }
  return { kind: 'unknown', range };
}

export function binaryValue(evaluator: Evaluator, node: TSESTree.BinaryExpression, scope: Scope): Value {
  const range = rangeOf(node);
  if (node.operator === '+') {
    // Long concatenations nest to the left, so they are taken apart without recursion.
    const operands: Node[] = [];
    let current: Node = node;
    while (current.type === 'BinaryExpression' && current.operator === '+') {
      operands.unshift(current.right);
      current = unwrap(current.left);
    }
    operands.unshift(current);
    const values = operands.slice(0, 500).map((operand) => evaluator.evaluate(operand, scope));
    const numbers = values.map((value) =>
      value.kind === 'known' && typeof value.value === 'number' ? value.value : NaN,
    );
    if (numbers.every((number) => !Number.isNaN(number))) {
      return { kind: 'known', value: numbers.reduce((sum, number) => sum + number, 0), range };
    }
    return composed(values, range);
  }
  const left = evaluator.evaluate(node.left, scope);
  const right = evaluator.evaluate(node.right, scope);
  if (left.kind === 'environment' && right.kind === 'known') return switchOf(left, node.operator, right, range);
  if (right.kind === 'environment' && left.kind === 'known') return switchOf(right, node.operator, left, range);
  if (left.kind !== 'known' || right.kind !== 'known') return { kind: 'unknown', range };
  const result = arithmetic(node.operator, left.value, right.value);
  return result === undefined ? { kind: 'unknown', range } : { kind: 'known', value: result, range };
}

/** `process.env.DB_TLS === 'on'`: a switch that the environment sets; without the variable it has the other side. */
function switchOf(variable: EnvironmentValue, operator: string, literal: KnownValue, range: TextRange): Value {
  const { fallback } = variable;
  // `NODE_ENV === 'production'` asks where the program runs, and both answers are right somewhere.
  if (!YES_OR_NO.test(String(literal.value)) || (fallback.kind !== 'absent' && fallback.kind !== 'known'))
    return { kind: 'unknown', range };
  const unset = arithmetic(operator, fallback.kind === 'known' ? fallback.value : undefined, literal.value);
  return switched(variable, typeof unset === 'boolean' ? unset : undefined, range);
}

const YES_OR_NO = /^(?:true|1|on|yes|y|ja|j|an|enabled?|false|0|off|no|n|nein|aus|disabled?)$/i;

function switched({ name }: EnvironmentValue, unset: boolean | undefined, range: TextRange): Value {
  if (unset === undefined) return { kind: 'unknown', range };
  return { kind: 'environment', name, fallback: { kind: 'known', value: unset, range }, range };
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'known') return Boolean(value.value);
  if (value.kind === 'absent') return false;
  if (value.kind === 'record' || value.kind === 'list' || value.kind === 'function' || value.kind === 'class')
    return true;
  return undefined;
}

function arithmetic(operator: string, left: unknown, right: unknown): number | boolean | undefined {
  if (operator === '===' || operator === '==') return left === right;
  if (operator === '!==' || operator === '!=') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '**':
      return left ** right;
    case '<<':
      return left << right;
    case '|':
      return left | right;
    default:
      return undefined;
  }
}
