/** A command that is written word by word, `["sh", "-c", "…"]`, as the shell would write it. */
import type { SettingNode } from '../model/document.ts';
import { TextBuilder, writtenText, type WrittenText } from './written-text.ts';

const PLAIN = /^[\w./:=@%+,~-]+$/;
const SHELL = /(?:^|\/)(?:ba|da|z|k|a)?sh$/;
/** `-c`, `-ec`, `-lc` */
const SCRIPT_FOLLOWS = /^-[a-z]{0,4}c$/;
/** What compose wants in front of the test of a health check. */
const CHECK = /^CMD(?:-SHELL)?$/;

/** `script`: the word that a shell runs; it is no part of the command. */
export function commandOfWords(
  file: string,
  items: readonly SettingNode[],
): { readonly command: WrittenText; readonly script?: SettingNode } {
  const builder = new TextBuilder();
  const words = items.map((item) => writtenText(file, item).text);
  const isCheck = CHECK.test(words[0] ?? '');
  const first = isCheck ? 1 : 0;
  const option = words.findIndex(
    (word, index) =>
      (word === 'CMD-SHELL' && index === 0) ||
      (SCRIPT_FOLLOWS.test(word) && SHELL.test(words[index - 1] ?? words[first] ?? '')),
  );
  const script = option < 0 ? undefined : items[option + 1];
  for (const [index, item] of items.entries()) {
    if (index < first || item === script) continue;
    const { start, end } = item.valueRange;
    const word = words[index] ?? '';
    if (index > first) builder.add(' ', start, 0);
    // Escapes blur where a part of the word stands: it is the whole of it then.
    if (item.written) addWord(builder, word, () => [start, end - start]);
    else addWord(builder, word, (at, length) => [start + at, length]);
  }
  return { command: builder, ...(script && { script }) };
}

function addWord(
  builder: TextBuilder,
  word: string,
  outer: (at: number, length: number) => readonly [number, number],
): void {
  if (PLAIN.test(word)) {
    builder.add(word, ...outer(0, word.length));
    return;
  }
  const [start] = outer(0, 0);
  builder.add('"', start, 0);
  for (const { 0: piece, index } of word.matchAll(/["\\`]|[^"\\`]+/g)) {
    const [from, length] = outer(index, piece.length);
    if (/["\\`]/.test(piece)) builder.add('\\', from, 0);
    builder.add(piece, from, length);
  }
  builder.add('"', start + word.length, 0);
}
