/** Offsets into the text of a source, in UTF-16 code units; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  /** Set only where the range lies in another file than the fact that carries it: path relative to the root. */
  readonly path?: string;
}

/** A range together with the file it lies in (path relative to the root, forward slashes). */
export interface Place {
  readonly path: string;
  readonly range: TextRange;
}

/** Zero-based line and character (UTF-16), as editors and reports count them. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The place of a range that stands in `path` unless the range names another file itself. */
export function placeOf(range: TextRange, path: string): Place {
  return { path: range.path ?? path, range };
}

export function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
