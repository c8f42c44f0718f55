/** Operations that are called by their name over one address: procedures of tRPC, resolvers of GraphQL. */
import { ABSENT, type Value } from '../../../model/value.ts';
import { isFunction, keyName, rangeOf, unwrap, type Node, type ObjectNode } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';
import { handlersOf } from './handlers.ts';

const KINDS: ReadonlyMap<string, string> = new Map([
  ['query', 'QUERY'],
  ['mutation', 'MUTATION'],
  ['subscription', 'SUBSCRIPTION'],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ['Query', 'QUERY'],
  ['Mutation', 'MUTATION'],
  ['Subscription', 'SUBSCRIPTION'],
]);
const MAX_CHAIN = 30;

/** The entries of an object that are procedures or resolvers; `names` are those of what holds the object. */
export function readOperations(node: ObjectNode, names: readonly string[], scope: Scope, view: ScriptView): void {
  for (const property of node.properties) {
    if (property.type !== 'Property') continue;
    const key = keyName(property.key, property.computed);
    if (key === undefined) continue;
    const value = unwrap(property.value);
    const type = TYPES.get(key);
    if (type !== undefined && value.type === 'ObjectExpression') readResolvers(value, type, scope, view);
    else if (value.type === 'CallExpression') readProcedure(value, key, property.key, names, scope, view);
  }
}

/** `{ Query: { akte: (_, { id }, context) => …, vorgaenge: { resolve() { … } } } }` */
function readResolvers(node: ObjectNode, method: string, scope: Scope, view: ScriptView): void {
  for (const property of node.properties) {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined;
    if (property.type !== 'Property' || name === undefined) continue;
    const plain = unwrap(property.value);
    if (!isFunction(plain) && plain.type !== 'Identifier' && plain.type !== 'CallExpression') continue;
    emit('graphql', method, `/graphql#${name}`, [plain], property.key, scope, view);
  }
}

/** `loeschen: nurAngemeldet.input(…).use(zweiterFaktor).mutation(async ({ ctx }) => …)` */
function readProcedure(
  node: Extract<Node, { type: 'CallExpression' }>,
  key: string,
  keyNode: Node,
  names: readonly string[],
  scope: Scope,
  view: ScriptView,
): void {
  const callee = unwrap(node.callee);
  const method =
    callee.type === 'MemberExpression' ? KINDS.get(keyName(callee.property, callee.computed) ?? '') : undefined;
  const handler = node.arguments.at(-1);
  if (callee.type !== 'MemberExpression' || method === undefined || !handler || !isFunction(unwrap(handler))) return;
  const guards: Node[] = [];
  let current: Node = unwrap(callee.object);
  for (let step = 0; step < MAX_CHAIN && current.type === 'CallExpression'; step++) {
    const inner = unwrap(current.callee);
    if (inner.type !== 'MemberExpression') break;
    if (keyName(inner.property, inner.computed) === 'use') guards.unshift(...current.arguments);
    current = unwrap(inner.object);
  }
  const name = current.type === 'MemberExpression' ? keyName(current.property, current.computed) : undefined;
  const base = current.type === 'Identifier' ? current.name : (name ?? '');
  if (!/procedure$/i.test(base)) return;
  const around = names.filter((each) => each !== '').map((each) => each.replace(/(?<=\w)Router$/, ''));
  const path = [...around.filter((each) => !/^(?:app|root|main|_?app)$/i.test(each)), key].join('.');
  emit('trpc', method, `/trpc/${path}`, [current, ...guards, handler], keyNode, scope, view);
}

function emit(
  framework: string,
  method: string,
  path: string,
  handlers: readonly Node[],
  nameNode: Node,
  scope: Scope,
  view: ScriptView,
): void {
  const range = rangeOf(nameNode);
  const routePath: Value = { kind: 'known', value: path, range };
  view.emit({
    kind: 'route',
    path: view.path,
    range,
    framework,
    method,
    routePath,
    router: ABSENT,
    handlers: handlersOf(handlers, scope, view),
    order: view.nextOrder(),
    marks: [],
  });
}
