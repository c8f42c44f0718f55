/** Doors that lack the same for one reason: a guard that all of them stand behind, or a router without one. */
import type { Door } from '../../server/model/door.ts';
import type { Place } from '../../server/model/text-range.ts';

/** So many doors with one cause are one finding; fewer are read more easily one by one. */
const MANY = 10;

export interface Cause {
  readonly place: Place;
  readonly doors: readonly Door[];
}

/**
 * Groups of many doors, and all others alone. `guardsOf`: those in front of a door that ask for something. `all` doors of
 * the project tell a guard of these from one of the whole application, which is no cause.
 */
export function causesOf(
  doors: readonly Door[],
  all: readonly Door[],
  guardsOf: (door: Door) => Door['guards'],
): readonly Cause[] {
  const behind = new Map<string, number>();
  for (const { guards } of all)
    for (const { place } of guards) behind.set(keyOf(place), (behind.get(keyOf(place)) ?? 0) + 1);
  const keys = new Map(doors.map((door) => [door, keysOf(door, guardsOf(door))] as const));
  const counts = new Map<string, number>();
  for (const each of keys.values()) for (const { key } of each) counts.set(key, (counts.get(key) ?? 0) + 1);
  const causes = new Map<string, { readonly place: Place; readonly doors: Door[] }>();
  for (const door of doors) {
    // The guard next to the doors says most.
    const shared = keys.get(door)?.find(({ key }) => {
      const count = counts.get(key) ?? 0;
      return count >= MANY && count * 2 >= (behind.get(key) ?? 0);
    });
    const { key, place } = shared ?? { key: String(causes.size), place: door.place };
    const cause = causes.get(key) ?? { place, doors: [] };
    cause.doors.push(door);
    causes.set(key, cause);
  }
  return [...causes.values()];
}

/** What a door may have in common with others, the nearest first: the place of a guard, then its file and their names. */
function keysOf(door: Door, guards: Door['guards']): readonly { readonly key: string; readonly place: Place }[] {
  const places = guards.map(({ place }) => ({ key: keyOf(place), place }));
  const names = guards.map(({ name }) => name).join();
  return [...places.reverse(), { key: `${door.place.path}#${names}`, place: door.place }];
}

function keyOf({ path, range }: Place): string {
  return `${path}:${String(range.start)}`;
}
