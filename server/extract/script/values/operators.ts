/** Values of operators: choices, negations, sums and comparisons. */
import type { TSESTree } from '@typescript-eslint/types';
import type { TextRange } from '../../../model/text-range.ts';
import {
  ABSENT,
  FLAGS,
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
  const range = rangeOf(node);
  const test = evaluator.evaluate(node.test, scope);
  const truth = truthOf(test);
  if (truth !== undefined) return evaluator.evaluate(truth ? node.consequent : node.alternate, scope);
  const yes = evaluator.evaluate(node.consequent, scope);
  const no = evaluator.evaluate(node.alternate, scope);
  return (
    orUnset(evaluator, node.test, scope, [yes, no], range) ?? decided(test, yes, no, range) ?? either([yes, no], range)
  );
}

/** `X === 'true' ? true : false`: of switches that are turned into switches only what is true without the variable. */
function decided(test: Value, yes: Value, no: Value, range: TextRange): Value | undefined {
  if (test.kind !== 'environment' || !isSwitch(yes) || !isSwitch(no)) return undefined;
  const unset = truthOf(test.fallback);
  return unset === undefined ? undefined : switched(test, truthOf(unset ? yes : no), range);
}

function isSwitch(value: Value): boolean {
  return value.kind === 'known' && typeof value.value === 'boolean';
}

/** `X ? X : 'y'`, `X === undefined ? 'y' : Number(X)`: the variable, with what stands there without it. */
function orUnset(
  evaluator: Evaluator,
  test: Node,
  scope: Scope,
  [yes, no]: readonly [Value, Value],
  range: TextRange,
): Value | undefined {
  const { tested, isSet } = testedForPresence(test);
  const [set, unset] = isSet ? [yes, no] : [no, yes];
  if (!tested || set.kind !== 'environment') return undefined;
  const variable = evaluator.evaluate(tested, scope);
  const isSame =
    variable.kind === 'environment' &&
    variable.name === set.name &&
    variable.key?.range?.start === set.key?.range?.start;
  if (!isSame || variable.fallback.kind !== 'absent') return undefined;
  return { ...set, fallback: unset, range };
}

/** What a condition asks the presence of: `X`, `!X`, `X !== undefined`, `typeof X === 'string'`. */
function testedForPresence(outer: Node): { readonly tested: Node | undefined; readonly isSet: boolean } {
  const test = unwrap(outer);
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    const { tested, isSet } = testedForPresence(test.argument);
    return { tested, isSet: !isSet };
  }
  if (test.type !== 'BinaryExpression') return { tested: test, isSet: true };
  const [left, right] = [unwrap(test.left), unwrap(test.right)];
  const isEqual = test.operator === '===' || test.operator === '==';
  if (!isEqual && test.operator !== '!==' && test.operator !== '!=') return { tested: undefined, isSet: true };
  if (left.type === 'UnaryExpression' && left.operator === 'typeof' && right.type === 'Literal')
    return { tested: left.argument, isSet: isEqual === (right.value !== 'undefined') };
  return { tested: isNothing(right) ? left : isNothing(left) ? right : undefined, isSet: !isEqual };
}

function isNothing(node: Node): boolean {
  return (
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'Literal' && (node.value === null || node.value === '') && !('regex' in node))
  );
}

export function logicalValue(evaluator: Evaluator, node: TSESTree.LogicalExpression, scope: Scope): Value {
  const range = rangeOf(node);
  const left = evaluator.evaluate(node.left, scope);
  const right = evaluator.evaluate(node.right, scope);
  if (node.operator === '&&') {
    const truth = truthOf(left);
    if (truth !== undefined) return truth ? right : left;
    return sameSwitch(left, right, (one, other) => one && other, range) ?? either([left, right], range);
  }
  const joined = node.operator === '||' ? sameSwitch(left, right, (one, other) => one || other, range) : undefined;
  return joined ?? orElse(left, right, range, node.operator === '??');
}

/** `X === 'true' || X === '1'` is one switch. */
function sameSwitch(
  left: Value,
  right: Value,
  join: (left: boolean, right: boolean) => boolean,
  range: TextRange,
): Value | undefined {
  if (left.kind !== 'environment' || right.kind !== 'environment' || left.name !== right.name || left.key)
    return undefined;
  if (!isSwitch(left.fallback) || !isSwitch(right.fallback)) return undefined;
  return switched(left, join(truthOf(left.fallback) === true, truthOf(right.fallback) === true), range);
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
  if (node.operator === '+' && operand.kind === 'environment') return { ...operand, range };
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
  if (node.operator === '|' && [left, right].every(isFlag) && [left, right].some(({ kind }) => kind !== 'known'))
    return { kind: 'call', callee: FLAGS, arguments: [left, right].flatMap(flagsOf), range };
  if (left.kind !== 'known' || right.kind !== 'known') return { kind: 'unknown', range };
  const result = arithmetic(node.operator, left.value, right.value);
  return result === undefined ? { kind: 'unknown', range } : { kind: 'known', value: result, range };
}

/** `constants.A | constants.B` */
function isFlag(value: Value): boolean {
  return value.kind === 'reference' || value.kind === 'known' || (value.kind === 'call' && value.callee === FLAGS);
}

function flagsOf(value: Value): readonly Value[] {
  return value.kind === 'call' && value.callee === FLAGS ? value.arguments : [value];
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

/** One of the texts that mean yes or no: `['1', 'true'].includes(process.env.X)`, `/^(?:1|true)$/.test(process.env.X)`. */
export function switchOfTexts(
  variable: EnvironmentValue,
  texts: readonly string[],
  ignoresCase: boolean,
  range: TextRange,
): Value {
  const { fallback } = variable;
  if (texts.length === 0 || !texts.every((text) => text === '' || YES_OR_NO.test(text)))
    return { kind: 'unknown', range };
  if (fallback.kind !== 'absent' && fallback.kind !== 'known') return { kind: 'unknown', range };
  const unset = fallback.kind === 'known' ? String(fallback.value) : '';
  return switched(variable, texts.includes(ignoresCase ? unset.toLowerCase() : unset), range);
}

/** `Boolean(process.env.X)`, `!!process.env.X` */
export function truthValue(value: Value | undefined, range: TextRange): Value | undefined {
  if (value?.kind === 'environment') return switched(value, truthOf(value.fallback), range);
  const truth = value && truthOf(value);
  return truth === undefined ? undefined : { kind: 'known', value: truth, range };
}

function switched(variable: EnvironmentValue, unset: boolean | undefined, range: TextRange): Value {
  if (unset === undefined) return { kind: 'unknown', range };
  return { ...variable, fallback: { kind: 'known', value: unset, range }, range };
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
