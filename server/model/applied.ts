/** What functions of the project give for the arguments of a call. */
import { contains, type Place } from './text-range.ts';
import { withSpreads } from './spreads.ts';
import { ABSENT, type ParameterValue, type Value } from './value.ts';
import { either, mapEntries, mapParts, memberOf, partsOf } from './values.ts';

/** What a function returns for these arguments: its parameters are replaced by them. */
export function applied(returns: Value, functionPlace: Place, args: readonly Value[]): Value {
  const isOwn = (value: Value): value is ParameterValue =>
    value.kind === 'parameter' &&
    value.function === functionPlace.range.start &&
    value.origin?.path === functionPlace.path;
  const replace = (value: Value): Value => {
    if (isOwn(value)) return handedOver(value, args);
    if (value.kind === 'either') {
      // A parameter with a default: the default counts only where nothing is handed over.
      const [first, ...rest] = value.options;
      if (first && isOwn(first) && first.defaulted) {
        const given = handedOver(first, args);
        if (given.kind === 'absent') return either(rest.map(replace), value.range);
        return given.kind === 'unknown' && first.path ? either([given, ...rest.map(replace)], value.range) : given;
      }
    }
    if (value.kind === 'environment' && value.key) {
      const key = replace(value.key);
      const { key: _, ...plain } = value;
      return { ...plain, name: key.kind === 'known' ? String(key.value) : '', fallback: replace(value.fallback) };
    }
    if (value.kind !== 'record' || !value.spreads) return mapParts(value, replace);
    // What is spread in keeps its place among the entries.
    const spreads = value.spreads.map((spread): Value => {
      const given = replace(spread);
      return given.kind === 'absent' || spread.kind === 'absent' ? given : { ...given, range: spread.range };
    });
    return withSpreads({ ...value, entries: mapEntries(value.entries, replace), spreads });
  };
  return mentionsParameter(returns, 0) ? replace(returns) : returns;
}

/** What callers hand over for a parameter, or for what is taken from it. */
function handedOver({ index, path = [], range }: ParameterValue, args: readonly Value[]): Value {
  let given = args[index] ?? ABSENT;
  for (const name of path) {
    if (given.kind === 'absent') break;
    // Where it is written into the argument itself, that is the place to change.
    const entry = given.kind === 'record' ? given.entries.get(name) : undefined;
    const isInside = entry?.range && entry.range.path === given.range.path && contains(given.range, entry.range);
    given = memberOf(given, name, isInside ? entry.range : given.range, range.path ?? '');
  }
  return given;
}

function mentionsParameter(value: Value, depth: number): boolean {
  return (
    value.kind === 'parameter' || (depth < 20 && partsOf(value).some((part) => mentionsParameter(part, depth + 1)))
  );
}
