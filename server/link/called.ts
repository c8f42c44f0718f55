/** What a value of another file becomes where it is used or called. */
import { apiNameOf, canonicalName } from '../model/api-name.ts';
import { applied } from '../model/applied.ts';
import { placeOf, type TextRange } from '../model/text-range.ts';
import type { CallValue, ReferenceValue, Value } from '../model/value.ts';
import { either, instanceOf } from '../model/values.ts';

/** What a value gives when it is called. */
export function called(value: Value, range: TextRange, argumentValues: readonly Value[]): Value {
  switch (value.kind) {
    case 'function':
      return applied(value.returns, value.origin ?? placeOf(value.range, ''), argumentValues);
    case 'class':
      return instanceOf(value, argumentValues, range);
    case 'reference': {
      const callee = canonicalName(apiNameOf(value));
      return { kind: 'call', callee, arguments: argumentValues, range };
    }
    case 'call':
    case 'parameter': {
      const name = apiNameOf(value);
      return name === ''
        ? { kind: 'unknown', range }
        : { kind: 'call', callee: name, arguments: argumentValues, range };
    }
    case 'either':
      return either(
        value.options.map((option) => called(option, range, argumentValues)),
        range,
      );
    default:
      return { kind: 'unknown', range };
  }
}

/** A value of another file used here. */
export function at(value: Value, use: ReferenceValue | CallValue): Value {
  if (value.kind === 'absent') return value;
  const { path } = value.range;
  const origin = value.origin ?? (path === undefined ? undefined : { path, range: value.range });
  return named({ ...value, range: use.range, ...(origin && { origin }) }, use);
}

/** Keeps the name under which a value is used here. */
export function named(value: Value, { spelled }: ReferenceValue | CallValue): Value {
  return value.kind === 'absent' || spelled === undefined ? value : { ...value, spelled };
}

/** `Pool()()` is made by `Pool`. */
export function withoutCalls(name: string): string {
  let end = name.length;
  while (name.endsWith('()', end)) end -= 2;
  return name.slice(0, end);
}
