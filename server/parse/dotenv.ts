/** `.env` files → settings with exact ranges. No library keeps positions, so this reader is our own. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { ABSENT, type Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';
import { rootOf } from './root-of.ts';

const ENTRY = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:=|:(?=[ \t]|$))[ \t]*/my;
/** A name alone hands a variable of the surroundings on (`env_file` of Compose, `export X`). */
const NAME_ALONE = /[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*(?=\r|\n|$)/my;
const BLANK_OR_COMMENT = /[ \t]*(?:#[^\r\n]*)?(?=\r|\n|$)/my;
const REST_OF_LINE = /[^\r\n]*/y;
const LINE_BREAK = /\r?\n|\r/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

export function parseDotenv(source: Source): SettingsDocument {
  const { text, path } = source;
  const quotes = new QuoteFinder(text);
  const children: SettingNode[] = [];
  const notices: Notice[] = [];
  const match = (pattern: RegExp, offset: number): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    return pattern.exec(text);
  };
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  while (offset < text.length) {
    const entry = match(BLANK_OR_COMMENT, offset) ? null : match(ENTRY, offset);
    const alone = match(NAME_ALONE, offset);
    const rest = match(REST_OF_LINE, offset)?.[0] ?? '';
    let end = offset + rest.length;
    if (entry) {
      const [whole, key = ''] = entry;
      const scalar = scalarAt(text, offset + whole.length, quotes);
      children.push(nodeOf(key, offset + whole.indexOf(key, keyOffset(whole)), scalar));
      if (!scalar.closed && notices.length === 0)
        notices.push({ path, reason: 'syntax-error', range: { start: offset, end } });
      end = Math.max(end, scalar.end);
      end += match(REST_OF_LINE, end)?.[0].length ?? 0;
    } else if (alone) {
      const [whole, key = ''] = alone;
      const start = offset + whole.lastIndexOf(key);
      const range = { start, end: start + key.length };
      const valueRange = { start: range.end, end: range.end };
      children.push({
        key,
        keyRange: range,
        valueRange,
        range,
        value: { kind: 'environment', name: key, fallback: ABSENT, range },
      });
    } else if (!match(BLANK_OR_COMMENT, offset) && notices.length === 0) {
      notices.push({ path, reason: 'syntax-error', range: { start: offset, end } });
    }
    offset = end + (match(LINE_BREAK, end)?.[0].length ?? 1);
  }
  const root = rootOf(text, children);
  return { kind: 'settings', source, format: 'dotenv', roots: children.length > 0 ? [root] : [], notices };
}

/** Where the name starts behind `export`, so that a variable called `port` is not found inside that word. */
function keyOffset(entry: string): number {
  return /^[ \t]*(?:export[ \t]+(?=[A-Za-z_]))?/.exec(entry)?.[0].length ?? 0;
}

interface Scalar {
  readonly valueRange: TextRange;
  readonly value: Value;
  /** Behind the closing quote. */
  readonly end: number;
  readonly closed: boolean;
}

function nodeOf(key: string, start: number, { valueRange, value, end }: Scalar): SettingNode {
  return { key, keyRange: { start, end: start + key.length }, valueRange, range: { start, end }, value };
}

function scalarAt(text: string, start: number, quotes: QuoteFinder): Scalar {
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'" && quote !== '`') return unquoted(text, start, true);
  const close = quotes.next(quote, start + 1);
  BLANK_OR_COMMENT.lastIndex = close + 1;
  // A quote that is followed by other text belongs to a later line: this one was not closed.
  if (close < 0 || !BLANK_OR_COMMENT.test(text)) return unquoted(text, start, false);
  const valueRange = { start: start + 1, end: close };
  const raw = text.slice(valueRange.start, valueRange.end);
  const value: Value =
    quote === '"'
      ? readInterpolation(raw.includes('\\') ? unescape(raw) : raw, valueRange)
      : { kind: 'known', value: raw, range: valueRange };
  return { valueRange, value, end: close + 1, closed: true };
}

function unquoted(text: string, start: number, closed: boolean): Scalar {
  REST_OF_LINE.lastIndex = start;
  const line = REST_OF_LINE.exec(text)?.[0] ?? '';
  const comment = line.startsWith('#') ? 0 : line.search(/[ \t]#/);
  const raw = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  const valueRange = { start, end: start + raw.length };
  return { valueRange, value: readInterpolation(raw, valueRange), end: valueRange.end, closed };
}

function unescape(raw: string): string {
  return raw.replace(/\\([nrt"\\])/g, (_, character: string) => ESCAPES[character] ?? character);
}

/** Finds closing quotes and remembers them, so that many unclosed ones do not read the file again and again. */
class QuoteFinder {
  readonly #text: string;
  readonly #found = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of the next quote at or behind `from`, -1 where there is none; double quotes may be escaped. */
  next(quote: string, from: number): number {
    const known = this.#found.get(quote);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    let at = this.#text.indexOf(quote, from);
    while (at >= 0 && quote === '"' && this.#isEscaped(at, from)) at = this.#text.indexOf(quote, at + 1);
    this.#found.set(quote, at);
    return at;
  }

  #isEscaped(at: number, from: number): boolean {
    let backslashes = 0;
    while (at - backslashes > from && this.#text.charAt(at - backslashes - 1) === '\\') backslashes++;
    return backslashes % 2 === 1;
  }
}
