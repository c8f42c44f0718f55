/** Words of a directive, and the settings that are made of them: what the formats of servers have in common. */
import type { SettingNode } from '../model/document.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';

export interface Word extends TextRange {
  /** Without quotes. */
  readonly text: string;
  /** With quotes. */
  readonly whole: TextRange;
}

/** Turns the text of a value and its place into a value. */
export type ReadValue = (text: string, range: TextRange) => Value;

export function wordOf(token: string, start: number): Word {
  const range = { start, end: start + token.length };
  const isQuoted = token.length > 1 && /^(["'])[^]*\1$/.test(token);
  return isQuoted
    ? { text: token.slice(1, -1), start: range.start + 1, end: range.end - 1, whole: range }
    : { text: token, ...range, whole: range };
}

/** `name value`: several words are one value as they are written. The range begins with the name unless it is given. */
export function entryOf(
  name: Word,
  given: readonly Word[],
  text: string,
  read: ReadValue = readInterpolation,
  range: TextRange = { start: name.whole.start, end: (given.at(-1) ?? name).whole.end },
): SettingNode {
  const [first] = given;
  const isOne = given.length === 1;
  const valueRange = {
    start: (isOne ? first : first?.whole)?.start ?? name.whole.end,
    end: (isOne ? first : given.at(-1)?.whole)?.end ?? name.whole.end,
  };
  const written = isOne && first ? first.text : text.slice(valueRange.start, valueRange.end);
  return {
    key: name.text,
    keyRange: { start: name.start, end: name.end },
    valueRange,
    range,
    value: read(written, valueRange),
  };
}

/** A directive that gives values to names: `SetEnv NAME value`. */
export function groupOf(name: Word, children: readonly SettingNode[], end: number): SettingNode {
  return {
    key: name.text,
    keyRange: { start: name.start, end: name.end },
    valueRange: { start: children[0]?.range.start ?? name.whole.end, end },
    range: { start: name.whole.start, end },
    children,
  };
}

/** `name=value`, `name="value with blanks"`, `"name=value with blanks"`; nothing for a word without a name. */
export function assignmentsOf({ text, start, whole }: Word): readonly SettingNode[] {
  const sign = text.indexOf('=');
  if (sign <= 0) return [];
  const value = wordOf(text.slice(sign + 1), start + sign + 1);
  const valueRange = { start: value.start, end: value.end };
  const range = { start, end: Math.max(value.whole.end, whole.end) };
  const keyRange = { start, end: start + sign };
  return [{ key: text.slice(0, sign), keyRange, valueRange, range, value: readInterpolation(value.text, valueRange) }];
}

/** Where a number sign begins a comment: nowhere, only where a line begins, or before any word. */
export type CommentPlace = 'none' | 'line' | 'word';

/** Longer templates (`{{ … }}`) are not looked for. */
const LONGEST_TEMPLATE = 500;

/**
 * The words of every line with any, from an offset on; a backslash at the end of a line continues it. Statements of
 * templates are left out.
 */
export function* wordedLines(text: string, comments: CommentPlace, from = 0): Generator<Word[]> {
  let words: Word[] = [];
  let at = from === 0 && text.startsWith('\uFEFF') ? 1 : from;
  while (at < text.length) {
    const letter = text.charAt(at);
    if (letter === '\n') {
      if (words.length > 0) yield words;
      words = [];
      at++;
    } else if (continuation(text, at) > 0) at += continuation(text, at);
    else if (/\s/.test(letter)) at++;
    else if (
      text.startsWith('{%', at) ||
      (letter === '#' && (comments === 'word' || (comments === 'line' && words.length === 0)))
    )
      at = endOfLine(text, at);
    else {
      const end = endOfWord(text, at);
      words.push(wordOf(text.slice(at, end), at));
      at = end;
    }
  }
  if (words.length > 0) yield words;
}

function continuation(text: string, at: number): number {
  if (text.charAt(at) !== '\\') return 0;
  return text.startsWith('\\\n', at) ? 2 : text.startsWith('\\\r\n', at) ? 3 : 0;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !/\s/.test(text.charAt(at)) && continuation(text, at) === 0) {
    const letter = text.charAt(at);
    if (letter === '\\') at = Math.min(text.length, at + 2);
    else if (letter === '"' || letter === "'") at = endOfQuoted(text, at);
    else if (text.startsWith('{{', at)) {
      const length = text.slice(at, at + LONGEST_TEMPLATE).indexOf('}}');
      at += length < 0 ? 2 : length + 2;
    } else at++;
  }
  return at;
}

/** Behind the closing quote; a quote that nothing closes in its line is a letter. */
function endOfQuoted(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === quote) return at + 1;
    if (letter === '\n') break;
    if (letter === '\\' && /[^\r\n]/.test(text.charAt(at + 1))) at++;
  }
  return start + 1;
}
