import type { Position } from './text-range.ts';

/** What a file is for. Decided in one place, `classify/kind-of.ts`, and overridable in `fachlint.json`. */
export type FileKind = 'main' | 'test' | 'sample' | 'documentation' | 'build' | 'generated';

/** What a file deploys to, as far as its name or folder says. */
export type Stage = 'production' | 'test' | 'local' | 'unknown';

/** One file as it is read: path relative to the root, forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly kind: FileKind;
  readonly stage: Stage;
}

/** Finds lines in a text: the first question goes through the text, the others are answered in logarithmic time. */
export class Lines {
  readonly #text: string;
  #known: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get #starts(): readonly number[] {
    this.#known ??= startsOf(this.#text);
    return this.#known;
  }

  get count(): number {
    return this.#starts.length;
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }

  offsetAt(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#text.length;
    const next = this.#starts[position.line + 1] ?? this.#text.length + 1;
    return Math.min(start + position.character, next - 1);
  }

  startOf(line: number): number {
    return this.#starts[line] ?? this.#text.length;
  }

  /** The text of a line without its line break. */
  textOf(line: number): string {
    return this.#text
      .slice(this.startOf(line), this.#starts[line + 1] ?? this.#text.length)
      .replace(/(?:\r\n|\r|\n)$/, '');
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
