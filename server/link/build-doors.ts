/** Joins routes with the routers they hang on and the guards before them: every door with what stands in front of it. */
import { purposeOfDoor } from '../../rules/catalog/door-purposes.ts';
import type { Door, DoorGuard, DoorSource, GuardPurpose } from '../model/door.ts';
import { DECORATION, type GuardFact, type HandlerReference, type RouteFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import { placeOf } from '../model/text-range.ts';
import { GuardReader, type GuardSources } from './guard-purpose.ts';
import { joinPaths, pathText } from './route-paths.ts';
import { RouterTree, type Chain } from './router-tree.ts';

/** Decorators of routes that guards let through, `@Public()`. The guards look them up as metadata. */
const PUBLIC =
  /^(?:is)?(?:public|unprotected|oeffentlich|allow_?anonymous|anonymous|skip_?auth|no_?auth|without_?auth|ohne_?anmeldung)(?:route|endpoint|access)?(?:\(…\))?$/i;

/** Facts about routes and guards of a whole project, in the order of its files. */
export interface DoorFacts {
  readonly routes: readonly RouteFact[];
  readonly guards: readonly GuardFact[];
  readonly decorations: readonly GuardFact[];
}

export function doorFactsOf(files: Iterable<FileFacts>): DoorFacts {
  const facts = { routes: [] as RouteFact[], guards: [] as GuardFact[], decorations: [] as GuardFact[] };
  for (const file of files) {
    facts.routes.push(...factsOfKind(file, 'route'));
    for (const guard of factsOfKind(file, 'guard')) {
      (guard.framework === DECORATION ? facts.decorations : facts.guards).push(guard);
    }
  }
  return facts;
}

export function buildDoors(
  { routes, guards, decorations }: DoorFacts,
  sources: Omit<GuardSources, 'decorations'>,
): Door[] {
  if (routes.length === 0) return [];
  const reader = new GuardReader({ decorations, ...sources });
  const tree = new RouterTree(routes, guards);
  const doors: Door[] = [];
  for (const route of routes) {
    const handler = route.handlers.at(-1);
    if (!handler) continue;
    for (const chain of tree.chainsOf(route)) doors.push(door(route, handler, chain, reader));
  }
  return doors.sort(
    (a, b) =>
      compare(a.place.path, b.place.path) || a.place.range.start - b.place.range.start || compare(a.path, b.path),
  );
}

function door(route: RouteFact, handler: HandlerReference, chain: Chain, reader: GuardReader): Door {
  const before = [
    ...chain.before,
    ...[...route.marks, ...route.handlers.slice(0, -1)].map((each) => ({ handler: each, path: route.path })),
  ];
  const found: DoorGuard[] = [];
  const isPublic = route.marks.some(({ name }) => PUBLIC.test(name));
  for (const { handler: each, path } of before) {
    if (isPublic && reader.asksForMetadata(each.value, path)) continue;
    // Most decorators that cannot be seen only describe; those that speak of access may do more than they say.
    const seen = reader.purposesOf(each, path);
    const purposes = route.marks.includes(each) && seen.join() === 'unknown' ? [] : seen;
    if (purposes.length > 0) found.push({ name: each.name, purposes, place: placeOf(each.range, path) });
  }
  const path = joinPaths(chain.prefix, pathText(route.routePath));
  const purpose = purposeOfDoor(route.method, path);
  const inside = reader.purposesOfHandler(handler, route.path, purpose.purpose === 'sign-in');
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
