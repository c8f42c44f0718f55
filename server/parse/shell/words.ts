/** Words of the shell → values with exact ranges: quotes taken off, variables by name, what runs at run time unknown. */
import type { DoubleQuotedChild, Word, WordPart } from 'unbash';
import type { TextRange } from '../../model/text-range.ts';
import { ABSENT, type Value } from '../../model/value.ts';

/** Names that the environment can hold; `$1`, `$@` and `$?` are none. */
const NAME = /^[A-Za-z_]\w*$/;
/** Deeper fallbacks (`${A:-${B:-…}}`) are unknown. */
const MAX_NESTING = 5;

/** `shift` is where the script begins in its file. */
export function valueOfWord(word: Word, shift: number, depth = 0): Value {
  const { parts, pos, end } = word;
  if (!parts) return known(word.value, pos, end, shift);
  return joined(
    parts.flatMap((part) => valuesOfPart(part, shift, depth)),
    rangeInQuotes(word, shift),
  );
}

/** Where the value of a word stands, without quotes around the whole of it. */
export function rangeInQuotes({ parts, pos, end, text }: Word, shift: number): TextRange {
  const [only, ...others] = parts ?? [];
  const quoted = others.length === 0 && (only?.type === 'SingleQuoted' || only?.type === 'DoubleQuoted');
  const isClosed = quoted && text.length >= 2 && text.endsWith(text.charAt(0));
  return isClosed ? { start: shift + pos + 1, end: shift + end - 1 } : { start: shift + pos, end: shift + end };
}

/**
 * What stands behind the first `length` characters of a word, undefined where these are not written plainly: the value
 * of `--password="$X"` behind `--password=`.
 */
export function valueBehind(word: Word, length: number, shift: number): Value | undefined {
  const { parts, pos, end } = word;
  if (!parts) return known(word.value.slice(length), pos + length, end, shift);
  const [first, ...others] = parts;
  if (first?.type === 'DoubleQuoted' && others.length === 0) {
    const [head, ...rest] = first.parts;
    const inner = { start: shift + first.pos + 1 + length, end: shift + first.end - 1 };
    return behind(head, rest, length, inner, shift);
  }
  if (first?.type === 'SingleQuoted' && others.length === 0)
    return known(first.value.slice(length), first.pos + 1 + length, first.end - 1, shift);
  const [only, ...more] = others;
  const isAtOnce = more.length === 0 && first?.type === 'Literal' && first.end - pos === length;
  if (isAtOnce && (only?.type === 'SingleQuoted' || only?.type === 'DoubleQuoted'))
    return joined(valuesOfPart(only, shift, 0), { start: shift + only.pos + 1, end: shift + only.end - 1 });
  return behind(first, others, length, { start: shift + pos + length, end: shift + end }, shift);
}

function behind(
  head: WordPart | undefined,
  rest: readonly WordPart[],
  length: number,
  range: TextRange,
  shift: number,
): Value | undefined {
  // Escapes before the value would blur where it begins.
  if (head?.type !== 'Literal' || head.value !== head.text || head.value.length < length) return undefined;
  const values = rest.flatMap((part) => valuesOfPart(part, shift, 0));
  if (head.value.length > length) values.unshift(known(head.value.slice(length), head.pos + length, head.end, shift));
  return joined(values, range);
}

/** One value of several that stand side by side; texts alone become one text. */
function joined(values: readonly Value[], range: TextRange): Value {
  const [only] = values;
  if (!only) return { kind: 'known', value: '', range };
  if (values.length === 1) return only.kind === 'known' ? { ...only, range } : only;
  if (values.every((value) => value.kind === 'known'))
    return { kind: 'known', value: values.map(({ value }) => String(value)).join(''), range };
  return { kind: 'composed', parts: values, range };
}

function valuesOfPart(part: WordPart | DoubleQuotedChild, shift: number, depth: number): Value[] {
  const range = { start: shift + part.pos, end: shift + part.end };
  switch (part.type) {
    case 'Literal':
    case 'Glob':
      return [known(part.value, part.pos, part.end, shift)];
    case 'SingleQuoted':
      return [known(part.value, part.pos + 1, part.end - 1, shift)];
    case 'AnsiCQuoted':
      return [known(part.value, part.pos + 2, part.end - 1, shift)];
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.flatMap((child) => valuesOfPart(child, shift, depth));
    case 'SimpleExpansion':
      return [named(part.text.slice(1), ABSENT, range)];
    case 'ParameterExpansion': {
      const { parameter, operation, prefix, index } = part;
      if (prefix !== undefined || index !== undefined || depth >= MAX_NESTING) return [{ kind: 'unknown', range }];
      if (operation === undefined) return [named(parameter, ABSENT, range)];
      if (operation.type !== 'Default') return [{ kind: 'unknown', range }];
      const hasFallback = /[-=]$/.test(operation.operator);
      return [named(parameter, hasFallback ? valueOfWord(operation.operand, shift, depth + 1) : ABSENT, range)];
    }
    default:
      return [{ kind: 'unknown', range }];
  }
}

function named(name: string, fallback: Value, range: TextRange): Value {
  return NAME.test(name) ? { kind: 'environment', name, fallback, range } : { kind: 'unknown', range };
}

function known(value: string, start: number, end: number, shift: number): Value {
  return { kind: 'known', value, range: { start: shift + start, end: shift + Math.max(start, end) } };
}
