/** Routes of Hapi: `server.route({ method, path, options: { auth, pre, handler } })`, and the strategy for all of them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { HandlerReference } from '../../../model/facts.ts';
import type { TextRange } from '../../../model/text-range.ts';
import { ABSENT, type Value } from '../../../model/value.ts';
import { propertyOf, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';
import { handlersOf } from './handlers.ts';

/** Strategies by their name: programs with keys, everybody else signs in. */
const MACHINE = /api_?-?key|hmac|hawk|mtls|cert|machine|service|m2m/i;

/** True for a call that registers routes of Hapi. Only they say both method and path in one object. */
export function readHapiRoutes(method: string, [first]: readonly Node[], scope: Scope, view: ScriptView): boolean {
  if (method !== 'route' || !first) return false;
  const plain = unwrap(first);
  const objects =
    plain.type === 'ArrayExpression'
      ? plain.elements.flatMap((element) => (element ? [unwrap(element)] : []))
      : [plain];
  const routes = objects.flatMap((each) => (each.type === 'ObjectExpression' && isRoute(each) ? [each] : []));
  for (const each of routes) readRoute(each, scope, view);
  return routes.length > 0;
}

/** `server.auth.default('sitzung')` stands before every route that says nothing else. */
export function readHapiDefault(node: TSESTree.CallExpression, scope: Scope, view: ScriptView): void {
  const [first] = node.arguments;
  if (!first) return;
  view.emit({
    kind: 'guard',
    path: view.path,
    range: rangeOf(node),
    framework: 'hapi',
    router: ABSENT,
    prefix: ABSENT,
    handlers: guardsOf(view.evaluator.evaluate(first, scope), rangeOf(first)),
    order: view.nextOrder(),
  });
}

function isRoute(node: TSESTree.ObjectExpression): boolean {
  return (
    propertyOf(node, 'method') !== undefined &&
    propertyOf(node, 'path') !== undefined &&
    (propertyOf(node, 'handler') ?? propertyOf(node, 'options') ?? propertyOf(node, 'config')) !== undefined
  );
}

function readRoute(node: TSESTree.ObjectExpression, scope: Scope, view: ScriptView): void {
  const [methodNode, pathNode] = [propertyOf(node, 'method'), propertyOf(node, 'path')];
  if (!methodNode || !pathNode) return;
  const optionsNode = propertyOf(node, 'options') ?? propertyOf(node, 'config');
  const options = optionsNode && unwrap(optionsNode);
  const inOptions = (name: string): Node | undefined =>
    options?.type === 'ObjectExpression' ? propertyOf(options, name) : undefined;
  const authNode = inOptions('auth');
  const auth: Value = authNode ? view.evaluator.evaluate(authNode, scope) : ABSENT;
  const handler = propertyOf(node, 'handler') ?? inOptions('handler') ?? node;
  const pre = inOptions('pre');
  const isPublic = auth.kind === 'known' && auth.value === false;
  const handlers = [
    ...(authNode && !isPublic ? guardsOf(auth, rangeOf(authNode)) : []),
    ...(pre ? preHandlers(pre, scope, view) : []),
    ...handlersOf([handler], scope, view),
  ];
  const methods = view.evaluator.evaluate(methodNode, scope);
  for (const each of methods.kind === 'list' ? methods.items : [methods]) {
    view.emit({
      kind: 'route',
      path: view.path,
      range: rangeOf(pathNode),
      framework: 'hapi',
      method: each.kind === 'known' && each.value !== '*' ? String(each.value).toUpperCase() : 'ALL',
      routePath: view.evaluator.evaluate(pathNode, scope),
      router: ABSENT,
      handlers,
      order: view.nextOrder(),
      marks: isPublic && authNode ? [{ name: 'public', value: auth, range: rangeOf(authNode) }] : [],
      // What a route says of itself counts in place of the default.
      ...(authNode && { isAlone: true as const }),
    });
  }
}

/** `'sitzung'`, `{ strategies: ['sitzung'], mode: 'required', access: { scope: ['leitung'] } }` */
function guardsOf(auth: Value, range: TextRange): readonly HandlerReference[] {
  const guard = (name: string, callee: string): HandlerReference => ({
    name,
    value: { kind: 'call', callee, arguments: [], range },
    range,
  });
  const byStrategy = (name: string): HandlerReference =>
    guard(name, MACHINE.test(name) ? 'hapi#apiKey' : 'hapi#strategy');
  if (auth.kind === 'known' && typeof auth.value === 'string') return [byStrategy(auth.value)];
  if (auth.kind !== 'record') return [{ name: 'auth', value: { kind: 'unknown', range }, range }];
  const mode = auth.entries.get('mode');
  if (mode?.kind === 'known' && mode.value !== 'required') return [];
  const strategies = auth.entries.get('strategies') ?? auth.entries.get('strategy') ?? ABSENT;
  const names = (strategies.kind === 'list' ? strategies.items : [strategies]).flatMap((each) =>
    each.kind === 'known' ? [String(each.value)] : [],
  );
  const scope = auth.entries.has('scope') || auth.entries.has('access');
  return [
    ...(names.length > 0 ? names.map(byStrategy) : [guard('auth', 'hapi#strategy')]),
    ...(scope ? [guard('scope', 'hapi#scope')] : []),
  ];
}

/** `pre: [pruefe, { method: pruefe, assign: 'x' }]` */
function preHandlers(node: Node, scope: Scope, view: ScriptView): readonly HandlerReference[] {
  const plain = unwrap(node);
  const items = plain.type === 'ArrayExpression' ? plain.elements.flatMap((element) => (element ? [element] : [])) : [];
  return handlersOf(
    items.map((item) => {
      const inner = unwrap(item);
      return inner.type === 'ObjectExpression' ? (propertyOf(inner, 'method') ?? inner) : inner;
    }),
    scope,
    view,
  );
}
