/** What a reader of texts has found, before it becomes a fact of a file. */
import type { TextFact } from '../../model/facts.ts';

export interface FoundText extends Pick<TextFact, 'shape' | 'text' | 'parts'> {
  readonly start: number;
  readonly end: number;
}

/** The line around an offset; of very long lines the nearest part. */
export function lineAround(text: string, at: number, reach = 400): { readonly before: string; readonly after: string } {
  const from = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - reach);
  const to = text.indexOf('\n', at);
  return { before: text.slice(from, at), after: text.slice(at, Math.min(to === -1 ? text.length : to, at + reach)) };
}

/** A line of a comment in one of the usual spellings; the sign of an address (`://`) opens none. */
const COMMENT_START = /^\s*(?:\/\/|\/\*|\*|#|<!--|--|;|rem\s)|[\s;,{}()](?:\/\/|#|\/\*|<!--)/i;

export function isInComment(text: string, at: number): boolean {
  return COMMENT_START.test(lineAround(text, at).before);
}
