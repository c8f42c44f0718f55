/** Looks an API name up in a table of expressions. */
import type { ApiName } from '../../server/model/value.ts';

/** A program calls the same few thousand names again and again. */
const MOST_REMEMBERED = 20_000;

/** What stands in the first row whose expression matches the name, undefined where none does. */
export function byCallee<T>(rows: readonly (readonly [RegExp, T])[]): (callee: ApiName) => T | undefined {
  const known = new Map<ApiName, T | undefined>();
  return (callee) => {
    if (known.has(callee)) return known.get(callee);
    const found = rows.find(([expression]) => expression.test(callee))?.[1];
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(callee, found);
    return found;
  };
}

/** True where one of the expressions matches the name. */
export function isCalled(names: readonly RegExp[]): (callee: ApiName) => boolean {
  const found = byCallee(names.map((name) => [name, true] as const));
  return (callee) => found(callee) === true;
}
