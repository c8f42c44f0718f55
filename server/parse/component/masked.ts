/** The scripts and expressions of a component as one script in which everything else is blank: all offsets stay. */
import type { TextRange } from '../../model/text-range.ts';
import type { BoundExpression, Template } from './template.ts';

interface Piece extends TextRange {
  readonly text: string;
}

/** Expressions become statements of their own in the place where they stand, in the scope of the scripts. */
export function masked(text: string, { scripts, expressions }: Template, withExpressions: boolean): string {
  const pieces: Piece[] = scripts.map((range) => ({ ...range, text: text.slice(range.start, range.end) }));
  if (withExpressions) pieces.push(...expressions.map((expression) => enclosed(text, expression)));
  pieces.sort((one, other) => one.start - other.start);
  let result = '';
  let end = 0;
  for (const piece of pieces) {
    // Two expressions with no character between them would become a call.
    if (piece.start < end) continue;
    result += blank(text.slice(end, piece.start)) + piece.text;
    end = piece.end;
  }
  return result + blank(text.slice(end));
}

function enclosed(text: string, { start, end, statements }: BoundExpression): Piece {
  const [open, close] = statements ? ['{', '}'] : ['(', ')'];
  return { start: start - 2, end: end + 1, text: `;${open}${text.slice(start, end)}${close}` };
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}
