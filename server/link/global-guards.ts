/** What stands before routes of frameworks without routers: guards of the whole application, with or without a matcher. */
import type { GuardFact, HandlerReference, RouteFact } from '../model/facts.ts';
import { FILE_PATH, NEST_VERSIONING } from '../model/route.ts';
import { joinPaths, matches, pathText } from './route-paths.ts';
import { sameApplication } from './unnamed-routers.ts';

/** A way from an application to a route. */
export interface Chain {
  readonly prefix: string;
  readonly before: readonly { handler: HandlerReference; path: string }[];
  /** False where a router is never mounted in this project. */
  readonly complete: boolean;
  /** In place of the path that the route says. */
  readonly path?: string;
}

export function globalChain(route: RouteFact, guards: readonly GuardFact[]): Chain {
  const local = pathText(route.routePath);
  const before: Chain['before'][number][] = [];
  let prefix = '';
  let version = '';
  let path: string | undefined;
  for (const fact of guards) {
    if (!sameApplication(fact.path, route.path)) continue;
    if (fact.framework === FILE_PATH) {
      if (fact.folder?.path === route.path || fact.folder?.path === withoutEnding(route.path))
        path = pathText(fact.prefix);
    } else if (fact.framework === NEST_VERSIONING) {
      if (route.framework === 'nest' && route.version !== undefined)
        version = `${pathText(fact.prefix)}${route.version}`;
    } else if (fact.framework === route.framework && route.isAlone !== true) {
      const isPrefix = fact.framework === 'nest' && fact.handlers.length === 0;
      if (isPrefix) {
        if (!isExcepted(fact, local)) prefix ||= joinPaths('', pathText(fact.prefix));
      } else if (holdsFor(fact, route, local))
        before.push(...fact.handlers.map((handler) => ({ handler, path: fact.path })));
    }
  }
  // Operations over one address have no prefix of their own.
  const whole = local.includes('#') ? '' : version === '' ? prefix : joinPaths(prefix, version);
  return { prefix: whole, before, complete: true, ...(path !== undefined && { path }) };
}

function holdsFor(fact: GuardFact, route: RouteFact, local: string): boolean {
  if (isExcepted(fact, local)) return false;
  if (!fact.only) return fact.framework === 'nest' || matches(fact.prefix, local);
  const controller = route.handlers.at(-1)?.name.split('.')[0] ?? '';
  if (fact.framework === 'next' && !matches(fact.prefix, local)) return false;
  return fact.only.classes.includes(controller) || fact.only.paths.some((each) => matches(each, local));
}

function isExcepted({ except = [] }: GuardFact, local: string): boolean {
  return except.some((each) => {
    if (each.kind !== 'known') return false;
    const text = String(each.value);
    return /[*(]/.test(text) ? matches(each, local) : joinPaths('', text) === joinPaths('', local);
  });
}

function withoutEnding(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}
