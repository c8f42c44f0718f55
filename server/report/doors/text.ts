/** The map of doors for a terminal: a tree of prefixes, below each the doors with what stands before them. */
import type { DoorVerdict } from '../../model/door.ts';
import { printable } from '../excerpt.ts';
import { askingGuards, placeText, shownDoors, type DoorReporter, type ShownDoor } from './shown-door.ts';
import { DOOR_TEXTS } from './texts.ts';

const COLOURS: Readonly<Record<DoorVerdict, number>> = {
  'second-factor': 32,
  machine: 36,
  'sign-in-only': 36,
  open: 31,
  unknown: 33,
};
const INDENT = '  ';

interface Branch {
  /** What it adds to the path of the branch above. */
  part: string;
  readonly doors: ShownDoor[];
  readonly below: Map<string, Branch>;
}

export const doorsAsText: DoorReporter = (doors, files, surroundings) => {
  const texts = DOOR_TEXTS[surroundings.language];
  if (doors.length === 0) return `${texts.none(files)}\n`;
  const styled = (text: string, on: number, off: number): string =>
    surroundings.colour ? `\u001B[${String(on)}m${text}\u001B[${String(off)}m` : text;
  const lines: string[] = [];

  const door = (one: ShownDoor, indent: string): void => {
    const { door: each, handler, reason, missing } = one;
    const { asking, others } = askingGuards(one);
    const purpose = texts.purpose[each.purpose] + (each.operation ? `: ${texts.operation[each.operation]}` : '');
    lines.push(
      `${indent}${each.method.padEnd(7)} ${styled(texts.verdict[each.verdict], COLOURS[each.verdict], 39)}` +
        (each.purpose === 'other' ? '' : `  (${purpose})`),
    );
    const rows: [label: string, text: string, place: string][] = asking.map((guard, index) => [
      index === 0 ? texts.column.guards : '',
      `${guard.name} (${guard.purposes.map((purposes) => texts.guardPurpose[purposes]).join(', ')})`,
      placeText(guard),
    ]);
    if (others > 0) rows.push([asking.length === 0 ? texts.column.guards : '', texts.others(others), '']);
    rows.push([texts.column.handler, handler.name, placeText(handler)]);
    rows.push([texts.column.reason, reason, '']);
    if (missing !== undefined) rows.push([texts.column.missing, missing, '']);
    const width = Math.max(...rows.map(([label]) => label.length));
    for (const [label, text, place] of rows) {
      const shown = `${indent}${INDENT}${styled(label.padEnd(width), 2, 22)}  ${printable(text)}`;
      lines.push(place === '' ? shown : `${shown}  ${styled(printable(place), 2, 22)}`);
    }
  };
  const branch = (each: Branch, indent: string): void => {
    lines.push(`${indent}${styled(printable(each.part), 1, 22)}`);
    for (const one of each.doors) door(one, indent + INDENT);
    for (const one of each.below.values()) branch(one, indent + INDENT);
  };

  const shown = shownDoors(doors, surroundings);
  for (const each of treeOf(shown)) {
    branch(each, '');
    lines.push('');
  }
  const counts = (Object.keys(COLOURS) as DoorVerdict[]).flatMap((verdict) => {
    const count = shown.filter((each) => each.door.verdict === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${texts.verdict[verdict]}`];
  });
  lines.push(`${texts.count(shown.length)}: ${counts.join(', ')}`);
  return `${lines.join('\n')}\n`;
};

/** By the segments of the path; a prefix without doors of its own and with one way on is one with what follows. */
function treeOf(doors: readonly ShownDoor[]): readonly Branch[] {
  const root = branchOf('');
  for (const door of doors) {
    let at = root;
    for (const part of segmentsOf(door.path)) {
      let next = at.below.get(part);
      if (!next) {
        next = branchOf(part);
        at.below.set(part, next);
      }
      at = next;
    }
    at.doors.push(door);
  }
  return [...root.below.values()].map(joined);
}

function branchOf(part: string): Branch {
  return { part, doors: [], below: new Map() };
}

function segmentsOf(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.length === 0
    ? ['/']
    : parts.map((part, index) => (index > 0 || path.startsWith('/') ? `/${part}` : part));
}

function joined(branch: Branch): Branch {
  let current = branch;
  for (let [only, ...others] = current.below.values(); current.doors.length === 0 && only && others.length === 0;) {
    current = { ...only, part: current.part + only.part };
    [only, ...others] = current.below.values();
  }
  return { ...current, below: new Map([...current.below].map(([part, each]) => [part, joined(each)])) };
}
