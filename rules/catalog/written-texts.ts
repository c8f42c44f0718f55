/** The texts that a value holds, each with the place where it is written, and names in place of what cannot be seen. */
import type { Place } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';

/** A piece of a text: what it says and where it stands. */
export interface Piece {
  readonly text: string;
  readonly isKnown: boolean;
  readonly place: Place;
}

/** One text that a value may be, in pieces; a plain literal has one. `place` is the whole of it. */
export interface WrittenText {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly place: Place;
  /** Names of variables of the environment that it depends on. */
  readonly variables: readonly string[];
}

/** Deeper nesting holds no texts that matter. */
const MAX_DEPTH = 4;

/** Every text that a value holds or may be, entries of lists and objects included. `path`: the file it is used in. */
export function writtenTexts(value: Value, path: string, depth = 0): readonly WrittenText[] {
  if (depth > MAX_DEPTH) return [];
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' || typeof value.value === 'number'
        ? [joined([pieceOf(value, path)], placeOfValue(value, path), [])]
        : [];
    case 'composed':
      return [
        joined(
          value.parts.map((part) => pieceOf(part, path)),
          placeOfValue(value, path),
          value.parts.flatMap(variablesOf),
        ),
      ];
    case 'environment':
      return [
        joined([], placeOfValue(value, path), variablesOf(value)),
        ...writtenTexts(value.fallback, path, depth + 1),
      ];
    case 'either':
      return value.options.flatMap((option) => writtenTexts(option, path, depth + 1));
    case 'list':
      return value.items.flatMap((item) => writtenTexts(item, path, depth + 1));
    case 'record':
      return [...value.entries.values()].flatMap((entry) => writtenTexts(entry, path, depth + 1));
    case 'function':
      return writtenTexts(value.returns, path, depth + 1);
    default:
      return [];
  }
}

/** Where a value really stands. */
function placeOfValue(value: Value, path: string): Place {
  if (value.origin) return value.origin;
  const range = value.range ?? { start: 0, end: 0 };
  return { path: range.path ?? path, range };
}

function variablesOf(value: Value): readonly string[] {
  return value.kind === 'environment' && value.name !== '' ? [value.name] : [];
}

function joined(pieces: readonly Piece[], place: Place, variables: readonly string[]): WrittenText {
  return { text: pieces.map(({ text }) => text).join(''), pieces, place, variables };
}

/** A part that cannot be seen is shown by its name, so that `${ewoSchema}.person` still says what it speaks of. */
function pieceOf(part: Value, path: string): Piece {
  const place = placeOfValue(part, path);
  if (part.kind === 'known') return { text: String(part.value), isKnown: true, place };
  const fallback =
    part.kind === 'environment' && part.fallback.kind === 'known' ? String(part.fallback.value) : undefined;
  if (fallback !== undefined) return { text: fallback, isKnown: false, place };
  const name =
    part.kind === 'environment' ? part.name : part.kind === 'absent' ? '' : (part.spelled?.split('.').at(-1) ?? '');
  return { text: /^[A-Za-z_]\w*$/.test(name) ? name : '_', isKnown: false, place };
}
