/** The names in a file, with their places: what an inventory reads where no value says enough. */
import type { FactsView } from '../model/rule.ts';
import type { Value } from '../model/value.ts';
import type { Sight } from '../model/inventory.ts';

export interface Named extends Sight {
  /** `use`: something happens with it (a call, a comparison, an import); `name`: it is only called so. */
  readonly form: 'name' | 'use';
}

/** Documents whose keys are texts for people, or describe something else. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set(['texts', 'npm:package', 'tsconfig']);

/** Every name of a file, the same one at each of its places. */
export function namesIn(file: FactsView): readonly Named[] {
  const { path } = file;
  return [
    ...file.facts('import').map(({ module, range }) => ({ what: module, path, range, form: 'use' as const })),
    ...file
      .facts('named-value')
      .filter(({ form }) => form !== 'attribute')
      .map(({ names, nameRange }) => ({ what: names.at(-1) ?? '', path, range: nameRange, form: 'name' as const })),
    ...file.facts('call').map(({ spelled, calleeRange, decorates }) => ({
      what: decorates === undefined ? spelled : `${spelled} ${decorates}`,
      path,
      range: calleeRange,
      form: 'use' as const,
    })),
    ...file.facts('call').flatMap((call) => call.arguments.flatMap((value) => keysOf(value, path))),
    ...file.facts('comparison').map(({ leftName, rightName, names, range }) => ({
      what: [leftName, rightName, ...names].find((name) => name !== '') ?? '',
      path,
      range,
      form: 'use' as const,
    })),
    ...file.facts('function').flatMap(({ name, parameters, range }) =>
      [name, ...parameters].map((what) => ({
        what,
        path,
        // The whole body is no place that a reader would look at.
        range: { start: range.start, end: range.start },
        form: 'name' as const,
      })),
    ),
    ...file
      .facts('type-field')
      .map(({ name, nameRange }) => ({ what: name, path, range: nameRange, form: 'name' as const })),
    ...file
      .facts('setting')
      .filter(({ document }) => !OTHER_DOCUMENTS.has(document))
      .map(({ key, keyRange }) => ({ what: key.slice(-2).join('.'), path, range: keyRange, form: 'name' as const })),
    ...file.facts('markup').map(({ element, attribute, nameRange }) => ({
      what: attribute ?? element,
      path,
      range: nameRange,
      form: 'name' as const,
    })),
  ];
}

/** What is handed over by name: `sende({ nachrichtenUuid, zweck })`. */
function keysOf(value: Value, path: string): readonly Named[] {
  if (value.kind !== 'record') return [];
  return [...value.entries].flatMap(([what, entry]): readonly Named[] => {
    if (entry.kind === 'absent' || (entry.range.path ?? path) !== path) return [];
    const { start, end } = entry.range;
    return [{ what, path, range: { start, end }, form: 'name' }, ...keysOf(entry, path)];
  });
}
