/** Everything that a value says in words: texts, names of variables and of the environment, what calls are handed. */
import type { Value } from '../../server/model/value.ts';

const MAX_DEPTH = 4;

/** Texts and names in the order in which they stand; entries of objects only with `isDeep`. */
export function spokenTexts(value: Value, isDeep = false, depth = 0): readonly string[] {
  if (depth > MAX_DEPTH || value.kind === 'absent') return [];
  const named = value.spelled === undefined ? [] : [value.spelled];
  const inner = (part: Value): readonly string[] => spokenTexts(part, isDeep, depth + 1);
  switch (value.kind) {
    case 'known':
      return [String(value.value), ...named];
    case 'environment':
      return [value.name, ...named, ...inner(value.fallback)];
    case 'composed':
      return [...named, ...value.parts.flatMap(inner)];
    case 'either':
      return [...named, ...value.options.flatMap(inner)];
    case 'call':
      return [...named, ...value.arguments.flatMap(inner)];
    case 'parameter':
      return [...named, [value.name, ...(value.path ?? [])].join('.')];
    case 'reference':
      return [...named, [value.name, ...value.path].join('.')];
    case 'list':
      return isDeep ? [...named, ...value.items.flatMap(inner)] : named;
    case 'record':
      return isDeep ? [...named, ...[...value.entries.values()].flatMap(inner)] : named;
    default:
      return named;
  }
}
