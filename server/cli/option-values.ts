/** Values of options, and what every command is declared with. */
import type { Command, Option } from 'commander';
import type { Language } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { isDay } from '../workspace/decision-file.ts';
import { Failure } from './failure.ts';
import { unknownName } from './texts.ts';

/** What a command is declared with. */
export interface CommandParts {
  readonly program: Command;
  /** Language of help. */
  readonly language: Language;
  /** `--lang`, wherever it stands in the line. */
  readonly option: Language | undefined;
  readonly prepared: (command: Command, usage: string) => Command;
  readonly lang: () => Option;
  readonly done: (code: number | undefined) => void;
}

export function collected(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

export function oneOf<T extends string>(
  what: Parameters<typeof unknownName>[0],
  known: readonly T[],
): (value: string) => T {
  return (value) => {
    const found = known.find((name) => name === value);
    if (found === undefined) throw unknownName(what, value, nearest(value, known), known);
    return found;
  };
}

export function wholeNumber(option: string, least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new Failure({
      de: `${option} braucht eine ganze Zahl von ${String(least)} bis ${String(most)}, nicht „${value}“.`,
      en: `${option} needs a whole number from ${String(least)} to ${String(most)}, not "${value}".`,
    });
  };
}

export function day(value: string): string {
  if (isDay(value)) return value;
  throw new Failure({
    de: `--until braucht einen Tag wie 2027-12-31, nicht „${value}“.`,
    en: `--until needs a day like 2027-12-31, not "${value}".`,
  });
}
