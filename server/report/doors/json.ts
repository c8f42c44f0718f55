/** The map of doors for programs. `doors.schema.json` describes it; `version` rises when a reader could break. */
import { shownDoors, type DoorReporter, type ShownPlace } from './shown-door.ts';
import { GUARD_PURPOSE_NAMES, OPERATION_NAMES, PURPOSE_NAMES, VERDICT_NAMES } from './texts.ts';

export const doorsAsJson: DoorReporter = (doors, _, surroundings) => {
  const place = ({ name, path, start, end }: ShownPlace): object => ({ name, path, start, end });
  const document = {
    version: 1,
    doors: shownDoors(doors, surroundings).map(({ door, path, handler, guards, reason, missing }) => ({
      method: door.method,
      path,
      handler: place(handler),
      guards: guards.map((guard) => ({
        ...place(guard),
        purposes: guard.purposes.map((purpose) => GUARD_PURPOSE_NAMES[purpose]),
      })),
      purpose: PURPOSE_NAMES[door.purpose],
      ...(door.operation && { operation: OPERATION_NAMES[door.operation] }),
      verdict: VERDICT_NAMES[door.verdict],
      reason,
      ...(missing !== undefined && { missing }),
      framework: door.framework,
      source: door.source,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
