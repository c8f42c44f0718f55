/**
 * Asks whether any of several hundred expressions matches in a text, several times faster than one expression with all of
 * them in it: a table of the three characters that a match can begin with leads past most places of a text.
 */
import { type Beginning, beginningsOf, LENGTH, WIDTH } from './expression-beginnings.ts';

const BITS = Math.log2(WIDTH);
const MASK = WIDTH ** LENGTH - 1;

interface Table {
  /** By the bits of three characters: number of the candidates, 0 for none. */
  readonly numbers: Uint16Array;
  readonly candidates: readonly (readonly RegExp[])[];
}

/** The same as `expressions.some((expression) => expression.test(text))`; expressions with `g` or `y` are not for it. */
export function anyExpression(expressions: readonly RegExp[]): (text: string) => boolean {
  const others: RegExp[] = [];
  const known: [RegExp, readonly Beginning[]][] = [];
  for (const expression of expressions) {
    const beginnings = beginningsOf(expression);
    // eslint-disable-next-line no-restricted-globals -- the same expression, at one place only
    if (beginnings) known.push([new RegExp(expression.source, `${expression.flags}y`), beginnings]);
    else others.push(expression);
  }
  const { numbers, candidates } = tableOf(known);
  const matchesAt = (text: string, number: number, place: number): boolean => {
    for (const expression of candidates[number] ?? []) {
      expression.lastIndex = place;
      if (expression.test(text)) return true;
    }
    return false;
  };
  return (text) => {
    if (others.some((expression) => expression.test(text))) return true;
    let bits = 0;
    // Two steps more than there are characters: a match may be shorter than what is looked at.
    for (let i = 0; i < text.length + LENGTH - 1; i++) {
      bits = ((bits << BITS) | (i < text.length ? text.charCodeAt(i) % WIDTH : 0)) & MASK;
      const number = numbers[bits] ?? 0;
      if (number !== 0 && i >= LENGTH - 1 && matchesAt(text, number, i - LENGTH + 1)) return true;
    }
    return false;
  };
}

function tableOf(expressions: readonly (readonly [RegExp, readonly Beginning[]])[]): Table {
  const lists = new Map<number, RegExp[]>();
  for (const [expression, beginnings] of expressions) {
    for (const bits of new Set(beginnings.flatMap(everyOf))) {
      const list = lists.get(bits);
      if (list) list.push(expression);
      else lists.set(bits, [expression]);
    }
  }
  const numbers = new Uint16Array(MASK + 1);
  const candidates: (readonly RegExp[])[] = [[]];
  const known = new Map<string, number>();
  const ids = new Map(expressions.map(([expression], id) => [expression, id]));
  for (const [bits, list] of lists) {
    const key = list.map((expression) => ids.get(expression)).join();
    let number = known.get(key);
    if (number === undefined) {
      known.set(key, (number = candidates.length));
      candidates.push(list);
    }
    numbers[bits] = number;
  }
  return { numbers, candidates };
}

/** All combinations of characters that a beginning stands for. */
function everyOf(beginning: Beginning): number[] {
  let all = [0];
  for (const set of beginning) {
    const next: number[] = [];
    for (let bit = 0; bit < WIDTH; bit++) {
      if ((set >>> bit) & 1) for (const bits of all) next.push((bits << BITS) | bit);
    }
    all = next;
  }
  return all;
}
