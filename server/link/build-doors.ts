/** Joins routes with the routers they hang on and the guards before them: every door with what stands in front of it. */
import { purposeOfDoor } from '../../rules/catalog/door-purposes.ts';
import type { Door, DoorGuard, DoorSource, GuardPurpose } from '../model/door.ts';
import type { GuardFact, HandlerReference, RouteFact } from '../model/facts.ts';
import { DECORATION } from '../model/route.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { placeOf } from '../model/text-range.ts';
import type { Chain } from './global-guards.ts';
import { gatewayGuards, isTelling } from './gateways.ts';
import { GuardReader, type GuardSources } from './guard-purpose.ts';
import { answering, letsAllThrough, testsPath } from './lets-through.ts';
import { joinPaths, pathText } from './route-paths.ts';
import { RouterTree } from './router-tree.ts';

/** Decorators of routes that guards let through, `@Public()`. The guards look them up as metadata. */
const PUBLIC =
  /^(?:is)?(?:public|unprotected|oeffentlich|allow_?anonymous|anonymous|skip_?auth|no_?auth|without_?auth|ohne_?anmeldung)(?:route|endpoint|access)?(?:\(…\))?$/i;

/** Frameworks whose one guard for everything tells paths apart in its body. */
const BY_PATH = new Set(['sveltekit', 'nuxt']);

/** Doors beside those that people sign in at, which answer who is signed in already. */
const ABOUT_ONESELF = /\/(?:user-?info|me|whoami|profile|introspect)\/?$/i;

/** Facts about routes and guards of a whole project, in the order of its files. */
export interface DoorFacts {
  readonly routes: readonly RouteFact[];
  readonly guards: readonly GuardFact[];
  readonly decorations: readonly GuardFact[];
  /** Something of the project runs in browsers. */
  readonly hasPages: boolean;
}

/** Packages of pages. */
const PAGES = /^(?:vue|react|react-dom|@angular\/core|svelte|preact|solid-js)$/;

export function doorFactsOf(files: Iterable<FileFacts>): DoorFacts {
  const facts = {
    routes: [] as RouteFact[],
    guards: [] as GuardFact[],
    decorations: [] as GuardFact[],
    hasPages: false,
  };
  for (const file of files) {
    facts.routes.push(...factsOfKind(file, 'route'));
    facts.hasPages ||= factsOfKind(file, 'import').some(({ module }) => PAGES.test(module));
    // A test mounts what it tests wherever it likes, and without what stands before it.
    if (file.kind === 'test') continue;
    for (const guard of factsOfKind(file, 'guard')) {
      (guard.framework === DECORATION ? facts.decorations : facts.guards).push(guard);
    }
  }
  return facts;
}

export function buildDoors(
  { routes, guards, decorations, hasPages }: DoorFacts,
  sources: Omit<GuardSources, 'decorations'>,
): Door[] {
  if (routes.length === 0) return [];
  const reader = new GuardReader({ decorations, ...sources });
  const tree = new RouterTree(routes, guards);
  const doors: Door[] = [];
  for (const route of routes) {
    const last =
      route.framework === 'express'
        ? answering(route.handlers, route.path, reader.functions)
        : route.handlers.length - 1;
    const handler = route.handlers[last];
    if (!handler) continue;
    const guards = route.handlers.slice(0, last);
    for (const chain of tree.chainsOf(route)) doors.push(door(route, { handler, guards }, chain, reader));
  }
  const gateways = doors.filter(({ source }) => source === 'gateway');
  const hasServer = doors.some(({ source }) => source === 'server');
  return doors
    .filter((each) => isTelling(each, hasServer, hasPages))
    .map((each) => behindGateways(each, gateways))
    .sort(
      (a, b) =>
        compare(a.place.path, b.place.path) || a.place.range.start - b.place.range.start || compare(a.path, b.path),
    );
}

interface Handling {
  readonly handler: HandlerReference;
  readonly guards: readonly HandlerReference[];
}

function door(route: RouteFact, { handler, guards }: Handling, chain: Chain, reader: GuardReader): Door {
  const before = [...chain.before, ...[...route.marks, ...guards].map((each) => ({ handler: each, path: route.path }))];
  const found: DoorGuard[] = [];
  const isPublic = route.marks.some(({ name }) => PUBLIC.test(name));
  for (const { handler: each, path } of before) {
    if (isPublic && reader.asksForMetadata(each.value, path)) continue;
    // Most decorators that cannot be seen only describe; those that speak of access may do more than they say.
    const isHook = BY_PATH.has(route.framework);
    const seen: readonly GuardPurpose[] =
      isHook && letsAllThrough(each.value, path, reader.functions) ? ['other'] : reader.purposesOf(each, path);
    const isPartial = isHook && testsPath(each.value, path, reader.functions);
    const purposes =
      route.marks.includes(each) && seen.join() === 'unknown'
        ? []
        : isPartial && seen.some((purpose) => purpose !== 'other')
          ? [...seen, 'unknown' as const].sort()
          : seen;
    if (purposes.length > 0) found.push({ name: each.name, purposes, place: placeOf(each.range, path) });
  }
  const path = chain.path ?? joinPaths(chain.prefix, pathText(route.routePath));
  const purpose = purposeOfDoor(route.method, path);
  const isWayIn = purpose.purpose === 'sign-in' && !ABOUT_ONESELF.test(path);
  const inside = reader.purposesOfHandler(handler, route.path, isWayIn);
  if (inside.length > 0)
    found.push({ name: handler.name, purposes: inside, place: placeOf(handler.range, route.path) });
  const mark = isPublic ? route.marks.find(({ name }) => PUBLIC.test(name))?.name : undefined;
  return {
    framework: route.framework,
    source: route.source ?? 'server',
    method: route.method,
    path,
    place: { path: route.path, range: route.range },
    handler: { name: handler.name, place: placeOf(handler.range, route.path) },
    guards: found,
    ...purpose,
    ...verdict(found, route.source ?? 'server', chain.complete, mark),
  };
}

function behindGateways(door: Door, gateways: readonly Door[]): Door {
  const before = door.source === 'server' ? gatewayGuards(door.path, gateways) : [];
  if (before.length === 0) return door;
  const guards = [...before, ...door.guards];
  const mark = door.reason.what === 'marked-public' ? door.reason.name : undefined;
  return { ...door, guards, ...verdict(guards, door.source, door.reason.what !== 'unmounted', mark) };
}

/** What counts most first: a second factor proves more than what else is asked for. */
const FACTORS: readonly GuardPurpose[] = ['second-factor', 'step-up'];
const PERSONS: readonly GuardPurpose[] = ['sign-in', 'role'];

function verdict(
  guards: readonly DoorGuard[],
  source: DoorSource,
  complete: boolean,
  mark: string | undefined,
): Pick<Door, 'verdict' | 'reason'> {
  const asking = (wanted: readonly GuardPurpose[]): DoorGuard | undefined =>
    wanted.flatMap((purpose) => guards.find(({ purposes }) => purposes.includes(purpose)) ?? [])[0];
  const factor = asking(FACTORS);
  if (factor) return { verdict: 'second-factor', reason: { what: 'guard', name: factor.name } };
  const unseen = asking(['unknown']);
  if (unseen) return { verdict: 'unknown', reason: { what: 'unseen-guard', name: unseen.name } };
  if (!complete) return { verdict: 'unknown', reason: { what: 'unmounted' } };
  const person = asking(PERSONS);
  if (person) return { verdict: 'sign-in-only', reason: { what: 'guard', name: person.name } };
  const machine = asking(['machine']);
  if (machine) return { verdict: 'machine', reason: { what: 'guard', name: machine.name } };
  if (mark !== undefined) return { verdict: 'open', reason: { what: 'marked-public', name: mark } };
  if (source === 'server') return { verdict: 'open', reason: { what: 'nothing' } };
  return { verdict: 'unknown', reason: { what: source === 'gateway' ? 'behind-gateway' : 'undescribed' } };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
