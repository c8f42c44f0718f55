/** The text of a value as a reader of another format gets it, and where each part of it stands in the file. */
import type { SettingNode } from '../model/document.ts';
import type { TextRange } from '../model/text-range.ts';

export interface WrittenText {
  readonly text: string;
  /** Where a range of the text lies in the file. */
  readonly place: (range: TextRange) => TextRange;
}

/** A piece of the text and the piece of the file that it comes from; of equal length letter for letter. */
interface Piece {
  readonly inner: number;
  readonly length: number;
  readonly outer: number;
  readonly outerLength: number;
}

/** An escape, line breaks with the blanks behind them, or what stands between. */
const ESCAPED = /\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|U[\da-fA-F]{8}|\r?\n[ \t]*|[^])|(?:\r?\n[ \t]*)+|[^\\\r\n]+|\r/g;
const QUOTED = /''|(?:\r?\n[ \t]*)+|[^'\r\n]+|['\r]/g;
const LINES = /(?:\r?\n[ \t]*)+|[^\r\n]+|\r/g;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['0', '\0'],
]);

export class TextBuilder implements WrittenText {
  readonly #pieces: Piece[] = [];
  readonly #texts: string[] = [];
  #length = 0;

  get text(): string {
    return this.#texts.join('');
  }

  add(text: string, outer: number, outerLength = text.length): void {
    if (text === '') return;
    this.#pieces.push({ inner: this.#length, length: text.length, outer, outerLength });
    this.#texts.push(text);
    this.#length += text.length;
  }

  readonly place = ({ start, end }: TextRange): TextRange => {
    const from = this.#offset(start, false);
    return { start: from, end: end > start ? Math.max(from, this.#offset(end, true)) : from };
  };

  /** `isEnd`: an end belongs to what stands before it. */
  #offset(inner: number, isEnd: boolean): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const { inner: begin } = this.#pieces[middle] ?? { inner: 0 };
      if (isEnd ? begin < inner : begin <= inner) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    if (!piece) return 0;
    const into = Math.max(0, inner - piece.inner);
    if (into >= piece.length) return piece.outer + piece.outerLength;
    return piece.outer + Math.min(into, piece.outerLength);
  }
}

/** The scalar of a node; `file` is the text of the file. */
export function writtenText(file: string, { valueRange: { start, end }, written }: SettingNode): WrittenText {
  const builder = new TextBuilder();
  const raw = file.slice(start, end);
  switch (written) {
    case 'literal':
    case 'folded':
      addBlock(builder, raw, start, start - (file.lastIndexOf('\n', start - 1) + 1), written === 'folded');
      break;
    case 'double':
      for (const { 0: each, index } of raw.matchAll(ESCAPED)) builder.add(unescaped(each), start + index, each.length);
      break;
    case 'single':
      for (const { 0: each, index } of raw.matchAll(QUOTED))
        builder.add(each === "''" ? "'" : folded(each), start + index, each.length);
      break;
    case 'plain':
      for (const { 0: each, index } of raw.matchAll(LINES)) builder.add(folded(each), start + index, each.length);
      break;
    default:
      builder.add(raw, start);
  }
  return builder;
}

/** Lines of a block without their indentation; of a folded one, lines that follow each other at once are one. */
function addBlock(builder: TextBuilder, raw: string, start: number, indentation: number, isFolded: boolean): void {
  let outer = start;
  let isFirst = true;
  for (const line of raw.match(/[^\n]*(?:\n|$)/g) ?? []) {
    const blanks = isFirst ? 0 : (/^ */.exec(line.slice(0, indentation))?.[0].length ?? 0);
    const kept = line.slice(blanks);
    const next = raw.slice(outer - start + line.length);
    const goesOn = isFolded && /^\S/.test(kept) && /^ *\S/.test(next) && /^\S/.test(next.slice(indentation));
    builder.add(goesOn ? kept.replace(/\r?\n$/, (end) => ' '.repeat(end.length)) : kept, outer + blanks);
    outer += line.length;
    isFirst = false;
  }
}

/** A line break with the blanks around it is a blank, several are line breaks. */
function folded(text: string): string {
  const breaks = /[\r\n]/.test(text) ? text.split('\n').length - 1 : 0;
  return breaks === 0 ? text : breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

function unescaped(text: string): string {
  if (!text.startsWith('\\')) return folded(text);
  const sign = text.charAt(1);
  if (/[\r\n]/.test(sign)) return '';
  if (/[uxU]/.test(sign) && text.length > 2) {
    const code = parseInt(text.slice(2), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  }
  return ESCAPES.get(sign) ?? sign;
}
