/** Messages of register standards that a program puts together as text, piece by piece. */
import type { FactsView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { KnownValue, Value } from '../../server/model/value.ts';

/** Elements and namespaces that only messages to registers have (XInneres basic message, XMeld, XTA). */
const MESSAGE =
  /http:\/\/www\.osci\.de\/(?:xmeld|xauslaender|xinneres)|xpsw\.domap\.de\/xpsw|xleitstelle\.de\/xbau|<(?:xmeld|xauslaender|xpersonenstand|xpsw|xbau|xinneres|xgewerbe\w{0,12}|xwaffe|xta|osci)[\w-]{0,20}:|<(?:\w{1,20}:)?(?:nachrichtenkopf\.g2g|datenAbrufendeStelle|anlassDesAbrufs|identifikation\.nachricht|datenabruf\.)/;

/** One of these stands in every file that writes such a message. */
export const MESSAGE_WORDS: readonly (string | RegExp)[] = [
  /osci\.de\/x(?:meld|auslaender|inneres)|xpsw\.domap|xleitstelle\.de\/xbau/,
  /<x(?:meld|auslaender|personenstand|psw|bau|inneres|gewerbe|waffe|ta)[\w-]{0,20}:|<osci\w{0,20}:/,
  /nachrichtenkopf\.g2g|datenabrufendestelle|anlassdesabrufs|identifikation\.nachricht/,
];

/** A piece of a message. */
export interface MessagePart {
  /** Known text, or `…`. */
  readonly text: string;
  readonly value: Value;
  /** Everything before it in the message. */
  readonly before: string;
  /** Between the known texts around it, where it stands between two of one literal. */
  readonly gap?: TextRange;
}

export interface MessageText {
  readonly path: string;
  readonly range: TextRange;
  /** The whole text with `…` for what cannot be seen. */
  readonly text: string;
  readonly parts: readonly MessagePart[];
}

/** The messages that a file writes, each literal once. */
export function messagesOf(file: FactsView): readonly MessageText[] {
  const found = new Map<number, MessageText>();
  const take = (value: Value): void => {
    if (value.kind === 'either') value.options.forEach(take);
    if (value.kind !== 'composed' && value.kind !== 'known') return;
    const at = value.origin ?? { path: file.path, range: value.range };
    if (at.path !== file.path || (at.range.path !== undefined && at.range.path !== file.path)) return;
    const message = read(value.kind === 'known' ? [value] : value.parts, file.path, at.range);
    if (message && !found.has(at.range.start)) found.set(at.range.start, message);
  };
  for (const { value } of file.facts('named-value')) take(value);
  for (const call of file.facts('call')) call.arguments.forEach(take);
  return [...found.values()];
}

function read(values: readonly Value[], path: string, range: TextRange): MessageText | undefined {
  let before = '';
  const parts = values.map((value, index) => {
    const text = value.kind === 'known' ? String(value.value) : '…';
    const [start, end] = [textAt(values[index - 1])?.end, textAt(values[index + 1])?.start];
    const part = { text, value, before, ...(start !== undefined && end !== undefined && { gap: { start, end } }) };
    before += text;
    return part;
  });
  return before.length > 40 && before.includes('</') && MESSAGE.test(before)
    ? { path, range, text: before, parts }
    : undefined;
}

/** A text that stands in the file itself. */
function textAt(value: Value | undefined): TextRange | undefined {
  return value?.kind === 'known' && !value.origin && value.range.path === undefined ? value.range : undefined;
}

/** Where the value of a part is written: a function's message holds what its caller handed over elsewhere. */
export function partPlace({ value, gap }: MessagePart, source: string): TextRange {
  const range = value.range ?? { start: 0, end: 0 };
  if (!gap || gap.start >= gap.end || (gap.start <= range.start && range.end <= gap.end)) return range;
  const written = source.slice(gap.start, gap.end);
  const [, opening = ''] = /^([\s"'`+]*(?:\$?\{)?\s*)/.exec(written) ?? [];
  const [inner = ''] = /^[^]*[^\s"'`+}]/.exec(written.slice(opening.length)) ?? [];
  return inner === '' || inner.length > 200
    ? range
    : { start: gap.start + opening.length, end: gap.start + opening.length + inner.length };
}

/** The text of an element that is written down in a message; the first one with such a name. */
export function elementText(
  { parts }: MessageText,
  name: RegExp,
): { readonly name: string; readonly text: string; readonly part: KnownValue } | undefined {
  for (const { value } of parts) {
    if (value.kind !== 'known' || typeof value.value !== 'string') continue;
    for (const [, element = '', inner = ''] of value.value.matchAll(ELEMENT)) {
      const text = inner.trim();
      if (name.test(element) && text !== '') return { name: element, text, part: value };
    }
  }
  return undefined;
}

const ELEMENT = /<(?:[\w-]{1,40}:)?([\w.-]{1,60})(?:\s[^<>]{0,400})?>([^<>]{1,200})<\//g;

/** Where the text of an element stands in the literal at `range`, as it is written in `source`. */
export function elementPlace(source: string, range: TextRange, name: string): TextRange {
  const written = source.slice(range.start, range.end);
  const element = written.indexOf(`${name}>`);
  const start = element + name.length + 1;
  const end = written.indexOf('<', start);
  return element < 0 || end < 0 ? range : { start: range.start + start, end: range.start + end };
}
