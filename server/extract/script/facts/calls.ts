/** Facts of calls and comparisons. */
import { isFollowed } from '../../../../rules/catalog/guessable-values.ts';
import { decoder } from '../../../../rules/catalog/unverified-tokens.ts';
import type { CallFact } from '../../../model/facts.ts';
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import { ABSENT } from '../../../model/value.ts';
import { calledOn, constructedName } from '../../../model/values.ts';
import { REGISTER_CONFIGURATION } from '../../../model/configuration-values.ts';
import { handedName, PASSED_ON } from '../frameworks/answers.ts';
import { announcePlugins } from '../frameworks/plugins.ts';
import { readRouterCall } from '../frameworks/routers.ts';
import { dottedName, keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import { argumentsOf } from '../values/calls.ts';
import { REQUIRE } from '../values/see-through.ts';
import { isClaim, noteDenial } from './guarding.ts';
import { readImport } from './imports.ts';
import { standingFacts, type Standing, type Walk } from './walk.ts';

const COMPARISONS = new Set(['===', '==', '!==', '!=', '<', '>', '<=', '>=']);
/** Methods that look something up: their arguments decide. */
const LOOK_UPS = new Set([
  'includes',
  'has',
  'indexOf',
  'some',
  'every',
  'find',
  'get',
  'match',
  'test',
  'startsWith',
  'equals',
]);

export function readBinary(walk: Walk, node: Extract<Node, { type: 'BinaryExpression' }>, at: Standing): void {
  if (!COMPARISONS.has(node.operator)) {
    // Long concatenations nest to the left; taken apart without recursion.
    let current: Node = node;
    while (current.type === 'BinaryExpression' && !COMPARISONS.has(current.operator)) {
      walk.visit(current.right, at);
      current = current.left;
    }
    return walk.visit(current, at);
  }
  const testing: Standing = { ...at, testing: true, used: 'tested' };
  walk.emit({
    kind: 'comparison',
    path: walk.path,
    range: rangeOf(node),
    operator: node.operator,
    names: at.used === 'assigned' ? at.names : [],
    leftName: dottedName(node.left),
    rightName: dottedName(node.right),
    left: walk.evaluator.evaluate(node.left, at.scope),
    right: walk.evaluator.evaluate(node.right, at.scope),
    ...standingFacts(walk, at),
  });
  walk.visit(node.left, testing);
  walk.visit(node.right, testing);
}

/** `switch (kennwort) { case 'Ober4mt': … }` compares as `===` does. */
export function readCase(walk: Walk, discriminant: Node, test: Node, at: Standing): void {
  walk.emit({
    kind: 'comparison',
    path: walk.path,
    range: rangeOf(test),
    operator: '===',
    names: [],
    leftName: dottedName(discriminant),
    rightName: dottedName(test),
    left: walk.evaluator.evaluate(discriminant, at.scope),
    right: walk.evaluator.evaluate(test, at.scope),
    ...standingFacts(walk, at),
  });
  walk.visit(test, { ...at, used: 'tested', testing: true });
}

export function readCall(
  walk: Walk,
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  { decorates, ...at }: Standing,
): void {
  const calleeNode = unwrap(node.callee);
  if (walk.functions.length > 0) {
    noteDenial(node, at, walk.functions);
    noteHeader(node, at, walk);
  }
  const callee = walk.evaluator.evaluate(calleeNode, at.scope);
  const isNew = node.type === 'NewExpression' || calleeNode.type === 'Super';
  const known = isNew ? constructedName(callee) : canonicalName(apiNameOf(callee));
  const name =
    known === '' && !isNew ? handedName(node, callee, (part) => walk.evaluator.evaluate(part, at.scope)) : known;
  const receiver =
    calleeNode.type === 'MemberExpression' ? calledOn(walk.evaluator.evaluate(calleeNode.object, at.scope)) : ABSENT;
  const method = calleeNode.type === 'MemberExpression' ? keyName(calleeNode.property, calleeNode.computed) : undefined;
  // Inner calls come first in order of evaluation.
  const looksUp = method !== undefined && LOOK_UPS.has(method);
  walk.visit(calleeNode, { ...at, used: 'passed', testing: looksUp || at.testing });
  announcePlugins(node, name, walk);
  const [first] = node.arguments;
  if (first && REQUIRE.has(name)) readImport(walk, first);
  const { argumentOf: _, ...outer } = at;
  for (const argument of node.arguments) {
    walk.visit(argument, {
      ...outer,
      names: [],
      used: 'passed',
      testing: looksUp,
      ...(name !== '' && { argumentOf: name }),
    });
  }
  if (node.type === 'CallExpression') readRouterCall(node, { name, callee, receiver, scope: at.scope }, walk);
  // Looking something up in a list compares with each of its values; literals there are words of a choice.
  const isLookUp =
    receiver.kind === 'list' &&
    /^(?:includes|has|indexOf)$/.test(method ?? '') &&
    receiver.items.some(({ kind }) => kind !== 'known');
  if (name === '' && callee.kind !== 'function' && callee.kind !== 'class' && !isLookUp) return;
  const fact: CallFact = {
    kind: 'call',
    path: walk.path,
    range: rangeOf(node),
    callee: name,
    calleeRange: rangeOf(calleeNode),
    spelled: dottedName(calleeNode),
    target: callee,
    isNew,
    ...(at.used === 'assigned' && at.names.length > 0 && { names: at.names }),
    ...(decorates && { decorates }),
    receiver,
    arguments: argumentsOf(walk.evaluator, node, at.scope).map((value) =>
      // What it loads is needed wherever it is asked for.
      name === REGISTER_CONFIGURATION ? walk.evaluator.withReturns(value) : value,
    ),
    ...standingFacts(walk, at),
  };
  walk.emit(fact);
  if (isFollowed(name, node.arguments.length) || (decoder(name) !== undefined && !name.startsWith('global#')))
    walk.followed.push({ node, source: name, functionName: at.functionName });
  const local = callee.kind === 'function' ? `self#${String((callee.origin?.range ?? callee.range).start)}` : name;
  // To pass on is what every handler does.
  if (local !== PASSED_ON) for (const summary of walk.functions) summary.calls.add(local);
}

/** `req.get('x-api-key')` reads what `req.headers['x-api-key']` does. */
function noteHeader(
  { callee, arguments: [first] }: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  at: Standing,
  walk: Walk,
): void {
  const plain = unwrap(callee);
  if (plain.type !== 'MemberExpression' || first?.type !== 'Literal' || typeof first.value !== 'string') return;
  if (!HEADER_READERS.has(keyName(plain.property, plain.computed) ?? '') || !/^[\w-]{2,40}$/.test(first.value)) return;
  const isSaid = isClaim(plain.object, at.scope);
  for (const { reads, tests, claims } of walk.functions) {
    reads.add(first.value);
    if (at.testing) tests.add(first.value);
    if (at.testing && isSaid) claims.add(first.value);
  }
}

const HEADER_READERS = new Set(['get', 'header', 'getHeader', 'getRequestHeader']);

const SQL_MODULES = /^(?:postgres|slonik|drizzle-orm|kysely|@databases\/[\w-]+|sql-template-strings)#/;

/** `sql\`select … ${id}\``: a tag is called with its template, which is put together like any other. */
export function readTag(walk: Walk, node: Extract<Node, { type: 'TaggedTemplateExpression' }>, at: Standing): void {
  const { argumentOf: _, ...outer } = at;
  const passed: Standing = { ...outer, names: [], used: 'passed', testing: false };
  walk.visit(node.tag, passed);
  for (const expression of node.quasi.expressions) walk.visit(expression, passed);
  const target = walk.evaluator.evaluate(node.tag, at.scope);
  const callee = canonicalName(apiNameOf(target));
  const tag = unwrap(node.tag);
  const method =
    tag.type === 'MemberExpression' ? keyName(tag.property, tag.computed) : tag.type === 'Identifier' ? tag.name : '';
  // Markup, styles and queries of other languages are tagged, too, and many.
  if (callee === '' || !(/sql|query|execute/i.test(method ?? '') || SQL_MODULES.test(callee))) return;
  walk.emit({
    kind: 'call',
    path: walk.path,
    range: rangeOf(node),
    callee,
    calleeRange: rangeOf(tag),
    spelled: dottedName(tag),
    target,
    isNew: false,
    receiver: tag.type === 'MemberExpression' ? calledOn(walk.evaluator.evaluate(tag.object, at.scope)) : ABSENT,
    arguments: [walk.evaluator.evaluate(node.quasi, at.scope)],
    ...standingFacts(walk, at),
  });
}
