/** Routes and guards of frameworks with routers: Express, Fastify, Koa, Hono, restify and those that look like them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { HandlerReference } from '../../../model/facts.ts';
import { DECORATION } from '../../../model/route.ts';
import { ABSENT, type ApiName, type Value } from '../../../model/value.ts';
import { apiNameOf, canonicalName } from '../../../model/api-name.ts';
import { isFunction, keyName, rangeOf, unwrap, type Node } from '../nodes.ts';
import type { Scope } from '../scope.ts';
import type { ScriptView } from '../script-view.ts';
import { FASTIFY_HOOKS, fastifyHandlers, hooksOf, routeHandlers } from './fastify-hooks.ts';
import { readHapiDefault, readHapiRoutes } from './hapi.ts';
import { handlersOf } from './handlers.ts';
import { readNestApplication, readNestMiddleware } from './nest-application.ts';
import { announceByMethod, autoloadedFolder } from './plugins.ts';
import { frameworkOf } from './router-kinds.ts';

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'head', 'options']);

export interface CallSite {
  readonly name: ApiName;
  readonly callee: Value;
  readonly receiver: Value;
  readonly scope: Scope;
}

export function readRouterCall(node: TSESTree.CallExpression, site: CallSite, view: ScriptView): void {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') {
    readRegistration(node, site, view);
    return;
  }
  const method = keyName(callee.property, callee.computed);
  if (method === undefined) return;
  if (method === 'forRoutes') return readNestMiddleware(node, site.scope, view);
  if (method === 'default' && isMember(callee.object, 'auth') && !site.name.startsWith('fastify'))
    return readHapiDefault(node, site.scope, view);
  const framework = announceByMethod(method, site.receiver, view) ?? frameworkOf(site.receiver, view);
  if (framework !== 'fastify' && readHapiRoutes(method, node.arguments, site.scope, view)) return;
  if (framework === undefined) {
    // In a chain `all` stands before the other verbs: a guard, no door.
    if (VERBS.has(method) && method !== 'all') readChain(node, callee, method, site, view);
    return;
  }
  const place = { path: view.path, range: rangeOf(node), framework, router: site.receiver };
  const [first, ...rest] = node.arguments;

  if (framework === 'nest') {
    if (!readNestApplication(method, node, site.scope, view) && method === 'use')
      emitGuard(node, { ...place, router: ABSENT }, site.scope, view);
    return;
  }
  if (method === 'on' && framework === 'hono' && first && rest[0]) {
    readMethods(first, rest, place, site.scope, view);
  } else if (VERBS.has(method) && first && rest.length > 0) {
    // Koa allows a name before the path: `router.get('benutzer', '/benutzer/:id', …)`.
    const isNamed =
      framework === 'koa' && rest.length > 1 && view.evaluator.evaluate(rest[0] ?? first, site.scope).kind === 'known';
    if (isNamed && rest[0])
      return emitRoute(
        { ...place, range: rangeOf(rest[0]) },
        method,
        view.evaluator.evaluate(rest[0], site.scope),
        handlersOf(rest.slice(1), site.scope, view),
        view,
      );
    const handlers =
      framework === 'fastify' ? fastifyHandlers(rest, site.scope, view) : handlersOf(rest, site.scope, view);
    emitRoute({ ...place, range: rangeOf(first) }, method, view.evaluator.evaluate(first, site.scope), handlers, view);
  } else if (method === 'route' && framework === 'fastify' && first) readRouteObject(first, place, site.scope, view);
  else if (method === 'route' && framework === 'hono' && first && rest.length > 0) {
    view.emit({
      kind: 'guard',
      ...place,
      prefix: view.evaluator.evaluate(first, site.scope),
      handlers: handlersOf(rest, site.scope, view),
      order: view.nextOrder(),
    });
  } else if (method === 'use') emitGuard(node, place, site.scope, view);
  else if (method === 'register' && framework === 'fastify' && first) {
    const options = rest[0] ? view.evaluator.evaluate(rest[0], site.scope) : ABSENT;
    const prefix = options.kind === 'record' ? (options.entries.get('prefix') ?? ABSENT) : ABSENT;
    const folder = autoloadedFolder(view.evaluator.evaluate(first, site.scope), options, view.path);
    view.emit({
      kind: 'guard',
      ...place,
      prefix: folder === undefined ? prefix : folder.prefix,
      handlers: folder === undefined ? handlersOf([first], site.scope, view) : [],
      order: view.nextOrder(),
      isPlugin: true,
      ...(folder && { folder: folder.folder }),
    });
  } else if (method === 'decorate' && framework === 'fastify' && first && rest.length > 0) {
    // Not a guard yet: a function that routes may name as one, `onRequest: [app.authenticate]`.
    view.emit({
      kind: 'guard',
      ...place,
      framework: DECORATION,
      prefix: view.evaluator.evaluate(first, site.scope),
      handlers: handlersOf(rest.slice(0, 1), site.scope, view),
      order: view.nextOrder(),
    });
  } else if (method === 'addHook' && first?.type === 'Literal' && FASTIFY_HOOKS.has(String(first.value))) {
    view.emit({
      kind: 'guard',
      ...place,
      prefix: ABSENT,
      handlers: handlersOf(rest, site.scope, view),
      order: view.nextOrder(),
    });
  }
}

function isMember(node: Node, name: string): boolean {
  const plain = unwrap(node);
  return plain.type === 'MemberExpression' && keyName(plain.property, plain.computed) === name;
}

interface RouterPlace {
  readonly path: string;
  readonly range: { readonly start: number; readonly end: number };
  readonly framework: string;
  readonly router: Value;
}

function emitRoute(
  place: RouterPlace,
  method: string,
  routePath: Value,
  handlers: readonly HandlerReference[],
  view: ScriptView,
): void {
  if (routePath.kind === 'list') {
    for (const each of routePath.items) emitRoute(place, method, each, handlers, view);
    return;
  }
  view.emit({
    kind: 'route',
    ...place,
    method: method === 'all' ? 'ALL' : method === 'del' ? 'DELETE' : method.toUpperCase(),
    routePath,
    handlers,
    order: view.nextOrder(),
    marks: [],
  });
}

/** Hono's `on(['PUT', 'DELETE'], '/benutzer', …)`. */
function readMethods(
  first: Node,
  [path, ...handlers]: readonly Node[],
  place: RouterPlace,
  scope: Scope,
  view: ScriptView,
): void {
  if (!path) return;
  const methods = view.evaluator.evaluate(first, scope);
  for (const method of methods.kind === 'list' ? methods.items : [methods]) {
    if (method.kind !== 'known') continue;
    emitRoute(
      { ...place, range: rangeOf(path) },
      String(method.value).toLowerCase(),
      view.evaluator.evaluate(path, scope),
      handlersOf(handlers, scope, view),
      view,
    );
  }
}

/** `app.use(guard)`, `app.use('/admin', guard, router)`; a list of prefixes guards each of them. */
function emitGuard(node: TSESTree.CallExpression, place: RouterPlace, scope: Scope, view: ScriptView): void {
  const [first, ...rest] = node.arguments;
  if (!first) return;
  const prefix = view.evaluator.evaluate(first, scope);
  const several = prefix.kind === 'list' ? prefix.items : prefix.kind === 'either' ? prefix.options : [];
  const isSeveral = several.length > 0 && several.every((item) => item.kind === 'known');
  const isPrefix = prefix.kind === 'known' || prefix.kind === 'composed' || isSeveral;
  const handlers = handlersOf(isPrefix ? rest : node.arguments, scope, view);
  const prefixes = !isPrefix ? [ABSENT] : isSeveral ? several : [prefix];
  prefixes.forEach((each, index) => {
    // `routen.forEach(({ pfad, router }) => app.use(pfad, router))`: each router has its own prefix.
    const own =
      prefix.kind === 'either' ? handlers.map((handler) => ofItem(handler, index, prefixes.length)) : handlers;
    view.emit({ kind: 'guard', ...place, prefix: each, handlers: own, order: view.nextOrder() });
  });
}

/** What a handler is for one item of the list that it is taken from. */
function ofItem(handler: HandlerReference, index: number, items: number): HandlerReference {
  const { value } = handler;
  const own = value.kind === 'either' && value.options.length === items ? value.options[index] : undefined;
  return own ? { ...handler, value: own } : handler;
}

/** `router.route('/rollen').all(guard).get(handler).post(guard, handler)` */
function readChain(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  method: string,
  site: CallSite,
  view: ScriptView,
): void {
  const guards: Node[] = [];
  let current: Node = unwrap(callee.object);
  for (let depth = 0; depth < 30 && current.type === 'CallExpression'; depth++) {
    const inner = unwrap(current.callee);
    if (inner.type !== 'MemberExpression') return;
    const name = keyName(inner.property, inner.computed);
    if (name === 'route') {
      const [path] = current.arguments;
      const router = view.evaluator.evaluate(inner.object, site.scope);
      const framework = frameworkOf(router, view);
      if (!path || framework === undefined || node.arguments.length === 0) return;
      const place = { path: view.path, range: rangeOf(callee.property), framework, router };
      emitRoute(
        place,
        method,
        view.evaluator.evaluate(path, site.scope),
        handlersOf([...guards, ...node.arguments], site.scope, view),
        view,
      );
      return;
    }
    if (name === 'all') guards.unshift(...current.arguments);
    if (name === undefined || !VERBS.has(name)) return;
    current = unwrap(inner.object);
  }
}

/** Fastify's `route({ method, url, preHandler, handler })`. */
function readRouteObject(node: Node, place: RouterPlace, scope: Scope, view: ScriptView): void {
  const plain = unwrap(node);
  const value = view.evaluator.evaluate(plain, scope);
  if (value.kind !== 'record') return;
  const url = value.entries.get('url') ?? value.entries.get('path');
  const method = value.entries.get('method');
  if (!url) return;
  const methods = method?.kind === 'list' ? method.items : method ? [method] : [];
  const handlers =
    plain.type === 'ObjectExpression'
      ? routeHandlers(plain, scope, view)
      : [
          ...hooksOf(plain, scope, view),
          { name: 'handler', value: value.entries.get('handler') ?? ABSENT, range: rangeOf(plain) },
        ];
  const range = url.range && url.range.path === undefined ? url.range : place.range;
  for (const each of methods) {
    if (each.kind === 'known') emitRoute({ ...place, range }, String(each.value).toLowerCase(), url, handlers, view);
  }
}

/** `registerAdminRoutes(app)`: a function of the project gets a router; its routes hang on the parameter. */
function readRegistration(node: TSESTree.CallExpression, site: CallSite, view: ScriptView): void {
  if (site.callee.kind !== 'function' && site.callee.kind !== 'reference') return;
  if (
    site.callee.kind === 'reference' &&
    (site.callee.module === 'global' || canonicalName(apiNameOf(site.callee)).startsWith('node:'))
  )
    return;
  node.arguments.forEach((argument) => {
    if (argument.type === 'SpreadElement' || isFunction(argument)) return;
    const router = view.evaluator.evaluate(argument, site.scope);
    const isRouter = ['call', 'parameter', 'reference', 'either'].includes(router.kind);
    const framework = isRouter ? frameworkOf(router, view) : undefined;
    if (framework === undefined || framework === 'nest') return;
    view.emit({
      kind: 'guard',
      path: view.path,
      range: rangeOf(node),
      framework,
      router,
      prefix: ABSENT,
      handlers: handlersOf([node.callee], site.scope, view),
      order: view.nextOrder(),
      isHandedOn: true,
    });
  });
}
