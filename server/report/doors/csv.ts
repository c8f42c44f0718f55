/** The map of doors as a table after RFC 4180: one line a door, words in the language of the reader. */
import { csvOf } from '../csv.ts';
import { placeText, shownDoors, type DoorReporter } from './shown-door.ts';
import { DOOR_TEXTS } from './texts.ts';

export const doorsAsCsv: DoorReporter = (doors, _, surroundings) => {
  const texts = DOOR_TEXTS[surroundings.language];
  const { column } = texts;
  const head = [
    column.method,
    column.path,
    column.verdict,
    column.purpose,
    column.guards,
    column.reason,
    column.missing,
    column.handler,
    column.place,
    column.framework,
  ];
  const rows = shownDoors(doors, surroundings).map(({ door, path, handler, guards, reason, missing }) => [
    door.method,
    path,
    texts.verdict[door.verdict],
    door.operation ? `${texts.purpose[door.purpose]}: ${texts.operation[door.operation]}` : texts.purpose[door.purpose],
    guards
      .map(
        (guard) =>
          `${guard.name} (${guard.purposes.map((purpose) => texts.guardPurpose[purpose]).join(', ')}) ${placeText(guard)}`,
      )
      .join('; '),
    reason,
    missing ?? '',
    handler.name,
    placeText(handler),
    door.framework,
  ]);
  return csvOf([head, ...rows]);
};
