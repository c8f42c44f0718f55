/** The characters of XML: entities, and a document type definition that is taken away before anything else reads it. */
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { composed } from '../model/values.ts';
import { readInterpolation } from './interpolation.ts';

const ENTITY = /&([^&;\s]+);/g;
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const LARGEST_CODE_POINT = 0x10ffff;

/** A stretch of the file whose characters belong to one value; CDATA knows no entities. */
export interface Piece extends TextRange {
  readonly literal: boolean;
}

/** A text between entities that stay unknown. */
interface Run {
  text: string;
  readonly start: number;
  end: number;
}

/** The value that pieces of the file make together: known, with placeholders read, and unknown where an entity is. */
export function valueOfPieces(text: string, pieces: readonly Piece[]): Value {
  const [first] = pieces;
  const last = pieces.at(-1);
  const range = { start: first?.start ?? 0, end: last?.end ?? 0 };
  if (first && pieces.length === 1 && (first.literal || !hasEntity(text, first))) {
    return readInterpolation(text.slice(first.start, first.end), range, 'java');
  }
  const parts = runsOf(text, pieces).map((run): Value => {
    const at = { start: run.start, end: run.end };
    return run.text === UNKNOWN ? { kind: 'unknown', range: at } : readInterpolation(run.text, at, 'java');
  });
  const [only] = parts;
  return only && parts.length === 1 ? only : composed(parts, range);
}

/** Stands for an entity that nobody here knows; no text of a file can hold it, because a file with NUL is not read. */
const UNKNOWN = '\0entity';

function runsOf(text: string, pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  const add = (content: string, start: number, end: number): void => {
    const last = runs.at(-1);
    if (content === UNKNOWN || !last || last.text === UNKNOWN) runs.push({ text: content, start, end });
    else {
      last.text += content;
      last.end = end;
    }
  };
  for (const { start, end, literal } of pieces) {
    const raw = text.slice(start, end);
    let done = 0;
    for (const match of literal ? [] : raw.matchAll(ENTITY)) {
      if (match.index > done) add(raw.slice(done, match.index), start + done, start + match.index);
      done = match.index + match[0].length;
      add(characterOf(match[1] ?? '') ?? UNKNOWN, start + match.index, start + done);
    }
    if (done < raw.length) add(raw.slice(done), start + done, end);
  }
  return runs;
}

/** Undefined for everything that only a definition could explain. */
function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return PREDEFINED.get(name);
  const digits = name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1);
  const code = /^\w{1,9}$/.test(digits) ? Number(digits) : NaN;
  return code > 0 && code <= LARGEST_CODE_POINT ? String.fromCodePoint(code) : undefined;
}

function hasEntity(text: string, { start, end }: TextRange): boolean {
  return text.slice(start, end).includes('&');
}

/**
 * Where a document type definition stands before the root element, with everything it declares. It is never processed:
 * entities that expand each other without end, or name files, are nothing but names here.
 */
export function doctypeIn(text: string): TextRange | undefined {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at)) || text.charAt(at) === '\uFEFF') at++;
    const closer = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (closer === undefined) break;
    const end = text.indexOf(closer, at + 2);
    if (end < 0) return undefined;
    at = end + closer.length;
  }
  if (text.slice(at, at + 9).toUpperCase() !== '<!DOCTYPE') return undefined;
  return { start: at, end: endOfDoctype(text, at + 9) };
}

/** Behind the closing `>`; the first one where the definition is not closed. */
function endOfDoctype(text: string, from: number): number {
  let inside = false;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    let skipTo: number | undefined;
    if (character === '"' || character === "'") skipTo = text.indexOf(character, at + 1);
    else if (inside && text.startsWith('<!--', at)) skipTo = text.indexOf('-->', at + 4);
    else if (character === '[') inside = true;
    else if (character === ']') inside = false;
    else if (character === '>' && !inside) return at + 1;
    if (skipTo === -1) break;
    at = skipTo ?? at;
  }
  const first = text.indexOf('>', from);
  return first < 0 ? text.length : first + 1;
}
