/** Doors as reports show them: names without secrets, places as lines and columns, reasons as sentences. */
import type { Door, DoorGuard } from '../../model/door.ts';
import type { Place } from '../../model/text-range.ts';
import { Places, type ReadableRange } from '../places.ts';
import { NamesWithoutSecrets } from '../names-without-secrets.ts';
import type { MapSurroundings } from '../shown-sight.ts';
import { DOOR_TEXTS } from './texts.ts';

/** Turns doors, sorted, into a document that ends with a line break. `files`: how many were looked at. */
export type DoorReporter = (doors: readonly Door[], files: number, surroundings: MapSurroundings) => string;

export interface ShownPlace extends ReadableRange {
  readonly name: string;
  readonly path: string;
}

export type ShownGuard = ShownPlace & Pick<DoorGuard, 'purposes'>;

export interface ShownDoor {
  readonly door: Door;
  readonly path: string;
  readonly handler: ShownPlace;
  readonly guards: readonly ShownGuard[];
  readonly reason: string;
  /** The fact that is missing; only where the verdict is unknown. */
  readonly missing?: string;
}

/** By path, then by method, then by the place of the handler. */
export function shownDoors(doors: readonly Door[], surroundings: MapSurroundings): readonly ShownDoor[] {
  const { textOf, secretsOf, language } = surroundings;
  const places = new Places(textOf);
  const secrets = new NamesWithoutSecrets(textOf, secretsOf);
  const texts = DOOR_TEXTS[language];
  const shownPlace = (name: string, { path, range }: Place, around: Door): ShownPlace => ({
    name: secrets.shown(name, [path, around.place.path]),
    path,
    ...places.rangeOf(path, range),
  });
  const shown = doors.map((door): ShownDoor => {
    const guards = door.guards.map((guard) => ({
      ...shownPlace(guard.name, guard.place, door),
      purposes: guard.purposes,
    }));
    const files = [door.place.path, ...door.guards.map(({ place }) => place.path)];
    const named = secrets.shown(door.reason.name ?? '', files);
    const missing = texts.missing(door.reason.what, named);
    return {
      door,
      path: secrets.shown(door.path, files),
      handler: shownPlace(door.handler.name, door.handler.place, door),
      guards,
      reason: texts.reason(door.reason.what, door.verdict, named),
      ...(missing !== undefined && { missing }),
    };
  });
  return shown.sort(
    (a, b) =>
      compare(a.path, b.path) ||
      compare(a.door.method, b.door.method) ||
      compare(a.handler.path, b.handler.path) ||
      a.door.place.range.start - b.door.place.range.start,
  );
}

/** For people: the guards that ask for something, and how many functions stand among them that ask nobody. */
export function askingGuards({ guards }: ShownDoor): {
  readonly asking: readonly ShownGuard[];
  readonly others: number;
} {
  const asking = guards.filter(({ purposes }) => purposes.some((purpose) => purpose !== 'other'));
  return { asking, others: guards.length - asking.length };
}

/** `src/app.ts:12:3` */
export function placeText({ path, start }: ShownPlace): string {
  return `${path}:${String(start.line)}:${String(start.column)}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
