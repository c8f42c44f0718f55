/** Conditions on which a statement depends, as far as they are written down: branches, cases, loops, early returns. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Branch } from '../../../model/facts.ts';
import { dottedName, eachChild, isFunction, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Standing } from './walk.ts';

const MAX_BRANCHES = 24;
/** Names and literals of one condition; more of them say nothing more. */
const MOST_WORDS = 20;

export function below(standing: Standing, branch: Branch): Standing {
  return {
    ...standing,
    testing: false,
    branch: standing.branch.length < MAX_BRANCHES ? [...standing.branch, branch] : standing.branch,
  };
}

export function branchOf(test: Node, holds: boolean): Branch {
  const names = new Set<string>();
  const literals: (string | number | boolean)[] = [];
  const look = (node: Node, depth: number): void => {
    const plain = unwrap(node);
    if (isPlainName(plain)) {
      // Its parts are no names of their own.
      names.add(dottedName(plain));
      return;
    }
    if (plain.type === 'MemberExpression' && !plain.computed) {
      // A member of something without a name: `['a', 'b'].includes`.
      names.add(dottedName(plain));
      return look(plain.object, depth + 1);
    }
    if (
      plain.type === 'Literal' &&
      (typeof plain.value === 'string' || typeof plain.value === 'number' || typeof plain.value === 'boolean')
    ) {
      literals.push(plain.value);
    }
    if (depth < 8 && !isFunction(plain))
      eachChild(plain, (child) => {
        look(child, depth + 1);
      });
  };
  look(test, 0);
  return {
    names: [...names].slice(0, MOST_WORDS),
    literals: literals.slice(0, MOST_WORDS),
    range: rangeOf(test),
    holds,
  };
}

/** `code`, `req.session.mfa`, `this.level`: names all the way, without calls and computed members. */
function isPlainName(node: Node): boolean {
  const plain = unwrap(node);
  if (plain.type === 'MemberExpression') return !plain.computed && isPlainName(plain.object);
  return plain.type === 'Identifier' || plain.type === 'ThisExpression' || plain.type === 'MetaProperty';
}

/** The condition that holds behind a statement because one of its branches leaves: `if (!user) return;` */
export function passedBranch(statement: Node): Branch | undefined {
  if (statement.type !== 'IfStatement') return undefined;
  const { test, consequent, alternate } = statement;
  const leaves = isLeaving(consequent);
  const alternateLeaves = alternate !== null && isLeaving(alternate);
  if (leaves === alternateLeaves) return undefined;
  const exit = leaves ? consequent : alternate;
  const last = exit?.type === 'BlockStatement' ? exit.body.at(-1) : exit;
  return { ...branchOf(test, alternateLeaves), otherwise: last && isRefusing(last) ? 'refuses' : 'leaves' };
}

const LEAVES = new Set(['ThrowStatement', 'ReturnStatement', 'BreakStatement', 'ContinueStatement']);
const WRITES_DOWN = /(?:^|\.)(?:console|log|logger)\.|\.(?:warn|debug|info|error|trace)$/;

/** True where a `catch` at most writes down what happened: nothing is thrown, left, changed or asked in it. */
export function swallows({ handler }: TSESTree.TryStatement): boolean {
  const acts = (node: Node): boolean => {
    if (LEAVES.has(node.type) || node.type === 'AssignmentExpression' || node.type === 'AwaitExpression') return true;
    if (node.type === 'CallExpression' && !WRITES_DOWN.test(dottedName(node.callee))) return true;
    let found = false;
    eachChild(node, (child) => {
      found ||= acts(child);
    });
    return found;
  };
  return handler !== null && !acts(handler.body);
}

/** `throw …`, `return res.status(403).end()`, `return c.text('…', 401)` */
function isRefusing(statement: Node): boolean {
  if (statement.type === 'ThrowStatement') return true;
  let current = statement.type === 'ReturnStatement' && statement.argument ? unwrap(statement.argument) : undefined;
  for (let depth = 0; depth < 6 && current?.type === 'CallExpression'; depth++) {
    const isStatus = current.arguments.some(
      (argument) =>
        argument.type === 'Literal' &&
        typeof argument.value === 'number' &&
        argument.value >= 400 &&
        argument.value < 500,
    );
    if (isStatus) return true;
    const callee = unwrap(current.callee);
    current = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  }
  return false;
}

/** True where nothing behind the statement is reached through it. */
export function isLeaving(statement: Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true;
    case 'ExpressionStatement':
      return (
        statement.expression.type === 'CallExpression' && dottedName(statement.expression.callee) === 'process.exit'
      );
    case 'BlockStatement':
      return statement.body.some(isLeaving);
    case 'IfStatement':
      return isLeaving(statement.consequent) && statement.alternate !== null && isLeaving(statement.alternate);
    default:
      return false;
  }
}

/** The statements of each case with what they depend on: of cases that fall through, all their literals. */
export function casesOf(
  node: TSESTree.SwitchStatement,
): readonly { readonly branch: Branch; readonly statements: readonly Node[] }[] {
  const subject = branchOf(node.discriminant, true);
  const tests = node.cases.map(({ test }) => (test ? branchOf(test, true) : undefined));
  const found: { branch: Branch; statements: readonly Node[] }[] = [];
  const first = tests.filter((test) => test !== undefined).slice(0, 2 * MOST_WORDS);
  let entered: Branch[] = [];
  let holds = true;
  for (const [index, { consequent }] of node.cases.entries()) {
    const test = tests[index];
    if (test) entered = [...entered, test].slice(-MOST_WORDS);
    else holds = false;
    if (consequent.length === 0) continue;
    // What gets to the default is everything that no other case names.
    const named = holds ? entered : first.filter((each) => !entered.includes(each));
    found.push({
      statements: consequent,
      branch: {
        names: [...new Set([subject, ...named].flatMap(({ names }) => names))].slice(0, MOST_WORDS),
        literals: [subject, ...named].flatMap(({ literals }) => literals).slice(0, MOST_WORDS),
        range: subject.range,
        holds,
      },
    });
    if (!consequent.some(isLeaving)) continue;
    entered = [];
    holds = true;
  }
  return found;
}
