/** Offsets of a file as the lines and columns a reader counts: both from 1, columns in UTF-16 code units. */
import { Lines } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';

export interface ReadablePlace {
  readonly line: number;
  readonly column: number;
}

export interface ReadableRange {
  readonly start: ReadablePlace;
  readonly end: ReadablePlace;
}

export type PlaceOf = (range: TextRange) => ReadableRange | undefined;

/** Answers for many ranges of many files and builds the table of lines once per file. */
export class Places {
  readonly #textOf: (path: string) => string | undefined;
  readonly #stored: PlaceOf | undefined;
  readonly #lines = new Map<string, Lines | undefined>();

  /** @param stored places of a stored report, in place of those that texts give */
  constructor(textOf: (path: string) => string | undefined, stored?: PlaceOf) {
    this.#textOf = textOf;
    this.#stored = stored;
  }

  /** Undefined where the text of the file cannot be had. */
  linesOf(path: string): Lines | undefined {
    if (!this.#lines.has(path)) {
      const text = this.#textOf(path);
      this.#lines.set(path, text === undefined ? undefined : new Lines(text));
    }
    return this.#lines.get(path);
  }

  /** The first place of the file where its text cannot be had, so that a finding never goes without a place. */
  rangeOf(path: string, range: TextRange): ReadableRange {
    const stored = this.#stored?.(range);
    if (stored) return stored;
    const lines = this.linesOf(path);
    if (!lines) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
    const [start, end] = [lines.positionAt(range.start), lines.positionAt(Math.max(range.start, range.end))];
    return {
      start: { line: start.line + 1, column: start.character + 1 },
      end: { line: end.line + 1, column: end.character + 1 },
    };
  }
}
