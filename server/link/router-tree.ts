/** How routers hang on each other: the prefixes and guards on every way to a route. */
import type { GuardFact, HandlerReference, RouteFact } from '../model/facts.ts';
import { placeOf, type Place } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { isHarmless } from './guard-names.ts';
import { globalChain, type Chain } from './global-guards.ts';
import { joinPaths, matches, pathText } from './route-paths.ts';
import { isUnnamedRouter, nearest, PLUGIN_FOLDER, prefixIn, type Mount, type UnnamedMount } from './unnamed-routers.ts';

/** Routers inside routers are followed this deep; a router that is mounted more often than this is cut off. */
const MAX_DEPTH = 8;
const MAX_MOUNTS = 20;

const UNKNOWN: Value = { kind: 'unknown', range: { start: 0, end: 0 } };

interface Before {
  readonly prefix: Value;
  readonly order: number;
  readonly path: string;
  readonly handlers: readonly HandlerReference[];
  /** Fastify applies hooks to every route of the scope, whatever the order. */
  readonly always: boolean;
}

/** A function whose guards hold for the router that it got as well. */
interface Leak {
  readonly child: string;
  readonly order: number;
  readonly path: string;
  readonly always: boolean;
}

export class RouterTree {
  readonly #mounts = new Map<string, Mount[]>();
  readonly #before = new Map<string, Before[]>();
  /** Plugins whose guards hold for the router that they are registered on as well. */
  readonly #leaks = new Map<string, Leak[]>();
  readonly #global: GuardFact[] = [];
  /** Mounts of routers that are not named: those of a folder, or whatever a list holds that is handed over. */
  readonly #unnamed: UnnamedMount[] = [];
  /** What each router is, so that an application is told from a router. */
  readonly #routers = new Map<string, Value>();

  constructor(routes: readonly RouteFact[], guards: readonly GuardFact[]) {
    for (const fact of [...routes, ...guards]) {
      const id = routerId(fact.router, fact.path);
      if (id !== undefined && !this.#routers.has(id)) this.#routers.set(id, fact.router);
    }
    for (const fact of guards) this.#add(fact);
    for (const id of this.#routers.keys()) this.#mountUnnamed(id);
  }

  /** A router that nobody mounts by its name hangs where routers without a name are mounted. */
  #mountUnnamed(id: string): void {
    const path = id.slice(0, id.indexOf(':'));
    const router = this.#routers.get(id) ?? UNKNOWN;
    if (this.#mounts.has(id) || router.kind === 'reference' || isApplication(router)) return;
    for (const { folder, ...mount } of nearest(this.#unnamed, path)) {
      if (mount.parent === id || (folder && router.kind !== 'parameter')) continue;
      push(this.#mounts, id, folder ? { ...mount, prefix: prefixIn(folder, mount.prefix, path) } : mount);
      if (folder && PLUGIN_FOLDER.test(folder.path))
        push(this.#leaks, mount.parent, { child: id, order: mount.order, path: mount.path, always: true });
    }
  }

  chainsOf(route: RouteFact): Chain[] {
    const id = routerId(route.router, route.path);
    if (id === undefined) return [globalChain(route, this.#global)];
    const local = pathText(route.routePath);
    const chains = this.#climb(id, route.router, route.order, route.path, local, 0, new Set());
    return chains.length === 0 ? [{ prefix: '', before: [], complete: false }] : chains;
  }

  #add(fact: GuardFact): void {
    const id = routerId(fact.router, fact.path);
    if (id === undefined) {
      this.#global.push(fact);
      return;
    }
    const { prefix, order, path } = fact;
    if (fact.folder) {
      this.#unnamed.push({ parent: id, prefix, order, path, guards: [], folder: fact.folder });
      return;
    }
    const guards: HandlerReference[] = [];
    for (const handler of fact.handlers) {
      const children = this.#childrenOf(handler.value, path);
      for (const child of children) {
        push(this.#mounts, child, { parent: id, prefix, order, path, guards: [...guards] });
        const always = isLeaking(handler.value);
        if (always || fact.isHandedOn) push(this.#leaks, id, { child, order, path, always });
      }
      if (children.length === 0 && isUnnamedRouter(handler)) {
        this.#unnamed.push({ parent: id, prefix, order, path, guards: [...guards] });
        continue;
      }
      // What only gets the router, as tests and servers do, stands before no route; packages of a scope may be a town's.
      const isSetUp =
        fact.isHandedOn === true ? !isOfScope(handler.value) : fact.isPlugin === true && isOwnPlugin(handler.value);
      if (children.length === 0 && !isSetUp) guards.push(handler);
    }
    if (guards.length > 0)
      push(this.#before, id, { prefix, order, path, handlers: guards, always: fact.framework === 'fastify' });
  }

  /** Routers that a handler brings with it: a router itself, or a plugin that registers on its parameter. */
  #childrenOf(value: Value, path: string): string[] {
    if (value.kind === 'either') return value.options.flatMap((option) => this.#childrenOf(option, path));
    const inner = value.kind === 'call' && isLeaking(value) ? value.arguments[0] : value;
    if (inner?.kind === 'function') {
      const place = inner.origin ?? placeOf(inner.range, path);
      return [0, 1]
        .map((index) => `${place.path}:${String(place.range.start)}:${String(index)}`)
        .filter((id) => this.#routers.has(id));
    }
    const id = inner ? routerId(inner, path) : undefined;
    return id !== undefined && this.#routers.has(id) ? [id] : [];
  }

  /** Plugins without walls and functions that got the router itself, and those inside of them. */
  #leaking(id: string, order: number, orderPath: string, seen = new Set([id])): readonly string[] {
    return (this.#leaks.get(id) ?? []).flatMap((leak) => {
      if (seen.has(leak.child) || !isEarlier(leak, order, orderPath)) return [];
      seen.add(leak.child);
      return [leak.child, ...this.#leaking(leak.child, Infinity, '', seen)];
    });
  }

  #climb(
    id: string,
    router: Value,
    order: number,
    orderPath: string,
    local: string,
    depth: number,
    seen: ReadonlySet<string>,
  ): Chain[] {
    if (depth > MAX_DEPTH || seen.has(id)) return [];
    const ownPath = ownPrefix(router);
    const own = (this.#before.get(id) ?? []).filter((each) => isEarlier(each, order, orderPath));
    const before = [...own, ...this.#leaking(id, order, orderPath).flatMap((each) => this.#before.get(each) ?? [])]
      .filter((each) => matches(each.prefix, local))
      .flatMap((each) => each.handlers.map((handler) => ({ handler, path: each.path })));
    const mounts = (this.#mounts.get(id) ?? []).slice(0, MAX_MOUNTS);
    if (mounts.length === 0) return [{ prefix: ownPath, before, complete: isApplication(router) }];
    const below = new Set([...seen, id]);
    return mounts.flatMap((mount) => {
      const prefix = joinPaths(pathText(mount.prefix), ownPath);
      const parents = this.#climb(
        mount.parent,
        this.#routers.get(mount.parent) ?? UNKNOWN,
        mount.order,
        mount.path,
        joinPaths(prefix, local),
        depth + 1,
        below,
      );
      return parents.map((parent) => ({
        prefix: joinPaths(parent.prefix, prefix),
        before: [...parent.before, ...mount.guards.map((handler) => ({ handler, path: mount.path })), ...before],
        complete: parent.complete,
      }));
    });
  }
}

/** True for what stands before a route; the order of different files is not known. */
function isEarlier(each: Pick<Leak, 'order' | 'path' | 'always'>, order: number, orderPath: string): boolean {
  return each.always || each.path !== orderPath || each.order < order;
}

/** Identity of a router: where it was made, or which parameter it is. */
function routerId(router: Value, path: string): string | undefined {
  switch (router.kind) {
    case 'call': {
      const place: Place = router.origin ?? placeOf(router.range, path);
      return `${place.path}:${String(place.range.start)}`;
    }
    case 'parameter': {
      if (router.path) return undefined;
      const place: Place = router.origin ?? placeOf(router.range, path);
      return `${place.path}:${String(router.function)}:${String(router.index)}`;
    }
    case 'either':
      return router.options.map((option) => routerId(option, path)).find((id) => id !== undefined);
    case 'reference':
      return `${path}:${router.module}#${[router.name, ...router.path].join('.')}`;
    default:
      return undefined;
  }
}

/** Applications answer the world; routers and plugins only once they are mounted. */
const APPLICATIONS = new Set([
  'express#default',
  'fastify#default',
  'fastify#fastify',
  'fastify#Fastify',
  'koa#default',
  'koa#Koa',
  'hono#Hono',
  'polka#default',
  'restify#createServer',
]);

function isApplication(router: Value): boolean {
  if (router.kind === 'either') return router.options.some(isApplication);
  return router.kind === 'call' && (APPLICATIONS.has(router.callee) || isBasePath(router.callee));
}

/** `fastify-plugin` takes away the wall around a plugin: its hooks hold outside too. */
function isLeaking(value: Value): boolean {
  return value.kind === 'call' && /^(?:fastify-plugin|fp)#/.test(value.callee);
}

function isOfScope(value: Value): boolean {
  return value.kind === 'reference' && value.module.startsWith('@') && !isHarmless(value.module);
}

/** A plugin of the project: its hooks are seen for themselves, and it guards by nothing else. */
function isOwnPlugin(value: Value): boolean {
  const inner = isLeaking(value) && value.kind === 'call' ? value.arguments[0] : value;
  return inner?.kind === 'function';
}

/** Hono's `new Hono().basePath('/verwaltung')`. */
function isBasePath(callee: string): boolean {
  return callee.startsWith('hono#') && callee.endsWith('().basePath');
}

/** `new Router({ prefix: '/verwaltung' })` */
function ownPrefix(router: Value): string {
  if (router.kind !== 'call') return '';
  const [options] = router.arguments;
  if (options && isBasePath(router.callee)) return pathText(options);
  const prefix = options?.kind === 'record' ? options.entries.get('prefix') : undefined;
  return prefix ? pathText(prefix) : '';
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
