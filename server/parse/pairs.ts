/** `key=value` words in one line, as inventories of Ansible and arguments of its modules have them → entries. */
import type { SettingNode } from '../model/document.ts';
import { readInterpolation } from './interpolation.ts';

const NAME_BEFORE = /^[A-Za-z_][\w.-]{0,100}=/;

/** `offset`: where the text begins in its file. Words that are no pairs are left out. */
export function readPairs(text: string, offset: number): SettingNode[] {
  const pairs: SettingNode[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const end = endOfWord(text, at);
    const name = NAME_BEFORE.exec(text.slice(at, Math.min(end, at + 110)))?.[0];
    if (name !== undefined) {
      const from = at + name.length;
      const quote = text.charAt(from);
      const isQuoted = (quote === '"' || quote === "'") && end - from > 1 && text.charAt(end - 1) === quote;
      const [start, stop] = isQuoted ? [from + 1, end - 1] : [from, end];
      const valueRange = { start: offset + start, end: offset + stop };
      pairs.push({
        key: name.slice(0, -1),
        keyRange: { start: offset + at, end: offset + from - 1 },
        valueRange,
        range: { start: offset + at, end: offset + end },
        value: readInterpolation(text.slice(start, stop), valueRange),
      });
    }
    at = end;
  }
  return pairs;
}

/** Blanks inside of quotes and of `{{ … }}` belong to the word. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    const character = text.charAt(at);
    const closer = character === '"' || character === "'" ? character : text.startsWith('{{', at) ? '}}' : undefined;
    const close = closer === undefined ? -1 : text.indexOf(closer, at + closer.length);
    at = close < 0 || closer === undefined ? at + 1 : close + closer.length;
  }
  return at;
}
