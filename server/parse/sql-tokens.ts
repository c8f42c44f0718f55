/** The words, texts and signs of SQL, in the dialects of PostgreSQL, MySQL, SQL Server and Oracle. */
import type { TextRange } from '../model/text-range.ts';

export interface SqlToken extends TextRange {
  /** `name`: in quotes for names, which MySQL takes for texts. */
  readonly kind: 'word' | 'text' | 'name' | 'sign';
  /** Without quotes; doubled ones are one. */
  readonly text: string;
  /** With quotes. */
  readonly whole: TextRange;
}

const WORD = /[\p{L}_@#$][\p{L}\p{N}_@#$.]*|\d[\w.]*/uy;
const DOLLAR = /\$(?:[A-Za-z_]\w{0,60})?\$/y;
const SIGN = /:=|[^\s]/y;

export function* tokensOfSql(text: string): Generator<SqlToken> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const letter = text.charAt(at);
    const dollar = letter === '$' ? matchAt(DOLLAR, text, at) : '';
    if (text.startsWith('--', at) || (letter === '#' && isFirst(text, at))) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2);
    else if (/\s/.test(letter)) at++;
    else if (dollar !== '') {
      const end = text.indexOf(dollar, at + dollar.length);
      const inner = { start: at + dollar.length, end };
      // A body holds statements of its own, which are read like those around it.
      const isText = end >= 0 && !/\s/.test(text.slice(inner.start, Math.min(end, inner.start + 200)));
      if (isText)
        yield {
          kind: 'text',
          text: text.slice(inner.start, end),
          ...inner,
          whole: { start: at, end: end + dollar.length },
        };
      else yield { kind: 'sign', text: ';', start: at, end: at, whole: { start: at, end: at } };
      at = isText ? end + dollar.length : at + dollar.length;
    } else {
      const token =
        letter === "'" ? quoted(text, at, "'") : /["`]/.test(letter) ? quoted(text, at, letter) : plain(text, at);
      yield token;
      at = token.whole.end;
    }
  }
}

function plain(text: string, at: number): SqlToken {
  const word = matchAt(WORD, text, at);
  const written = word === '' ? matchAt(SIGN, text, at) || text.charAt(at) : word;
  const range = { start: at, end: at + written.length };
  return { kind: word === '' ? 'sign' : 'word', text: written, ...range, whole: range };
}

/** MySQL and `E'…'` take a backslash before a quote; elsewhere it is a letter, so what follows decides. */
function quoted(text: string, start: number, quote: string): SqlToken {
  let end = start + 1;
  for (; end < text.length; end++) {
    const letter = text.charAt(end);
    if (letter === '\\' && text.charAt(end + 1) === quote && !/^\s*(?:[,);]|$)/.test(text.slice(end + 2, end + 10)))
      end++;
    else if (letter === quote && text.charAt(end + 1) === quote) end++;
    else if (letter === quote) break;
  }
  const isClosed = end < text.length;
  const inner = { start: start + 1, end: Math.min(end, text.length) };
  return {
    kind: quote === "'" ? 'text' : 'name',
    text: text.slice(inner.start, inner.end).replaceAll(quote + quote, quote),
    ...inner,
    whole: { start, end: isClosed ? end + 1 : text.length },
  };
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function isFirst(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
}

function endOf(text: string, closing: string, from: number): number {
  const end = text.indexOf(closing, from);
  return end < 0 ? text.length : end + closing.length;
}
