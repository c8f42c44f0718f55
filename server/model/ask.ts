/** Questions to values and calls that rules ask. None of them is true for an unknown value. */
import type { CallFact } from './facts.ts';
import type { TextRange } from './text-range.ts';
import { ABSENT, type KnownValue, type Value } from './value.ts';

/** True where the value is certainly one of the expected, on every branch. */
export function isAlways(value: Value, ...expected: readonly KnownValue['value'][]): boolean {
  if (value.kind === 'known') return expected.includes(value.value);
  return value.kind === 'either' && value.options.every((option) => isAlways(option, ...expected));
}

/** True where the value is one of the expected on some branch. */
export function isSometimes(value: Value, ...expected: readonly KnownValue['value'][]): boolean {
  if (value.kind === 'known') return expected.includes(value.value);
  return value.kind === 'either' && value.options.some((option) => isSometimes(option, ...expected));
}

/** True where the value is one of the expected unless somebody sets it otherwise: a variable or a caller. */
export function isByDefault(value: Value, ...expected: readonly KnownValue['value'][]): boolean {
  if (value.kind === 'environment') return isAlways(value.fallback, ...expected);
  if (value.kind !== 'either') return false;
  const rest = value.options.filter((option) => !isAlways(option, ...expected));
  return (
    rest.length > 0 &&
    rest.length < value.options.length &&
    rest.every(({ kind }) => kind === 'parameter' || kind === 'environment')
  );
}

/** Every known text that the value may be, fallbacks of environment look-ups included. */
export function knownTexts(value: Value): readonly (KnownValue & { readonly value: string })[] {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' ? [{ ...value, value: value.value }] : [];
    case 'either':
      return value.options.flatMap(knownTexts);
    case 'environment':
      return knownTexts(value.fallback);
    default:
      return [];
  }
}

/** The text of a value with `…` for parts that cannot be seen; '' where nothing is known. */
export function shownText(value: Value): string {
  switch (value.kind) {
    case 'known':
      return String(value.value);
    case 'composed':
      return value.parts.map((part) => (part.kind === 'known' ? String(part.value) : '…')).join('');
    default:
      return '';
  }
}

/** An option of a call: the entry on the way `names` in the argument at `index`. Absent only in closed records. */
export function optionOf(call: Pick<CallFact, 'arguments'>, index: number, ...names: readonly string[]): Value {
  return entryOf(call.arguments[index] ?? ABSENT, ...names);
}

/** An entry of a record, several levels deep. Unknown where a record is open or not a record at all. */
export function entryOf(value: Value, ...names: readonly string[]): Value {
  let current = value;
  for (const name of names) {
    if (current.kind !== 'record')
      return current.kind === 'absent' ? ABSENT : { kind: 'unknown', range: current.range };
    current = current.entries.get(name) ?? (current.open ? { kind: 'unknown', range: current.range } : ABSENT);
  }
  return current;
}

/** Where the literal really stands: for credentials the literal itself is what has to go. */
export function literalPlace(value: Value): TextRange {
  if (value.origin) return { ...value.origin.range, path: value.origin.path };
  return value.range ?? { start: 0, end: 0 };
}
