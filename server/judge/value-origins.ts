/** Where the values stand that findings are about: a constant in another module, a default at the top of the file. */
import type { Fact } from '../model/facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { RelatedPlace } from '../model/finding.ts';
import type { Place, TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { partsOf } from '../model/values.ts';

/** A value with more places than these says nothing by showing them. */
const MOST_PLACES = 3;
/** So deep are values looked through, and so many of one file. */
const DEEPEST = 6;
const MOST_VALUES = 50_000;

const TEXT = { de: 'hier steht der Wert', en: 'the value is written here' };

export class ValueOrigins {
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #known = new Map<string, ReadonlyMap<string, readonly Place[]>>();

  constructor(files: ReadonlyMap<string, FileFacts>) {
    this.#files = files;
  }

  /** In order of appearance; empty where the value stands at the place itself, or nowhere that is known. */
  of(path: string, range: TextRange): readonly RelatedPlace[] {
    let places = this.#known.get(path);
    if (!places) this.#known.set(path, (places = placesIn(this.#files.get(path)?.facts ?? [])));
    return (places.get(keyOf(range)) ?? []).map((place) => ({ ...place, text: TEXT, isOrigin: true }));
  }
}

function placesIn(facts: readonly Fact[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  let left = MOST_VALUES;
  const visit = (value: Value, path: string, depth: number): void => {
    if (left-- <= 0 || depth > DEEPEST) return;
    const isWritten = value.kind === 'known' || value.kind === 'composed' || value.kind === 'list';
    if (isWritten && value.origin && (value.range.path ?? path) === path) put(keyOf(value.range), value.origin);
    for (const part of partsOf(value)) visit(part, path, depth + 1);
  };
  const put = (key: string, { path, range }: Place): void => {
    const known = places.get(key) ?? [];
    if (known.some((other) => other.path === path && other.range.start === range.start)) return;
    places.set(key, [...known, { path, range: { start: range.start, end: range.end } }]);
  };
  for (const fact of facts) for (const value of valuesOf(fact)) visit(value, fact.path, 0);
  return new Map([...places].filter(([, { length }]) => length <= MOST_PLACES));
}

function valuesOf(fact: Fact): readonly Value[] {
  switch (fact.kind) {
    case 'call':
      return [fact.receiver, ...fact.arguments];
    case 'named-value':
      return [fact.value];
    case 'comparison':
      return [fact.left, fact.right];
    default:
      return [];
  }
}

function keyOf({ start, end }: TextRange): string {
  return `${String(start)}-${String(end)}`;
}
