/** Reads values of a stored report and throws where they are not what they should be: it may come from anywhere. */
import type { ReadablePlace } from './places.ts';

export type Json = Readonly<Record<string, unknown>>;
/** Caught by `storedReport`: what the report lacks. */
class Unfitting extends Error {}

export function record(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unfitting();
  return value as Json;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unfitting();
  return value;
}

export function string(value: unknown): string {
  if (typeof value !== 'string') throw new Unfitting();
  return value;
}

export function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new Unfitting();
  return value;
}

export function name(value: unknown): string {
  if (!/^[a-z]+\/[a-z0-9-]+$/.test(string(value))) throw new Unfitting();
  return string(value);
}

export function digits(value: unknown): string {
  if (!/^[0-9a-f]{32}$/.test(string(value))) throw new Unfitting();
  return string(value);
}

/** Below the root, as in the schema: a report must not point to other files of the machine that shows it. */
export function path(value: unknown): string {
  if (/^$|^\/|\\|^\.\.\//.test(string(value))) throw new Unfitting();
  return string(value);
}

export function placeOf(value: unknown): ReadablePlace {
  const { line, column } = record(value);
  return { line: Math.max(1, number(line)), column: Math.max(1, number(column)) };
}

export function oneOf<T extends string>(value: unknown, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new Unfitting();
  return found;
}
