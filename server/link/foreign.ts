/** Values as other files see them. */
import type { Value } from '../model/value.ts';
import { mapParts } from '../model/values.ts';

const foreigners = new WeakMap<Value, Value>();

/** The same value with ranges that say in which file they lie. */
export function foreign(value: Value, path: string): Value {
  if (value.kind === 'absent' || value.range.path !== undefined) return value;
  const known = foreigners.get(value);
  if (known?.range?.path === path) return known;
  const result = mapParts({ ...value, range: { ...value.range, path } }, (part) => foreign(part, path));
  foreigners.set(value, result);
  return result;
}
