/** What a reader of texts has found, before it becomes a fact of a file. */
import type { TextFact } from '../../model/facts.ts';

export interface FoundText extends Pick<TextFact, 'shape' | 'text' | 'parts'> {
  readonly start: number;
  readonly end: number;
}

/** Of one pattern in one file: nobody reads more, and a hostile file must not keep a thread busy. */
const MOST_MATCHES = 1000;

/** The first matches of a pattern with the flag `g`. */
export function* matchesOf(pattern: RegExp, text: string): Iterable<RegExpExecArray> {
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    if (++count > MOST_MATCHES) return;
    yield match;
  }
}

/** The line around an offset, at most `reach` characters to either side. */
export function lineAround(text: string, at: number, reach = 400): { readonly before: string; readonly after: string } {
  const before = text.slice(Math.max(0, at - reach), at);
  const after = text.slice(at, at + reach);
  const end = after.indexOf('\n');
  return { before: before.slice(before.lastIndexOf('\n') + 1), after: end === -1 ? after : after.slice(0, end) };
}

/** A line of a comment in one of the usual spellings; the sign of an address (`://`) opens none. */
const COMMENT_START = /^\s*(?:\/\/|\/\*|\*|#|<!--|--|;|rem\s)|[\s;,{}()](?:\/\/|#|\/\*|<!--)/i;

export function isInComment(text: string, at: number): boolean {
  return COMMENT_START.test(lineAround(text, at).before);
}
