/** The correction of a switch that takes the second factor away: its opposite, written alike. */
import type { Fix } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';

const OPPOSITES: ReadonlyMap<string, string> = new Map(
  [
    ['true', 'false'],
    ['1', '0'],
    ['on', 'off'],
    ['yes', 'no'],
    ['ja', 'nein'],
    ['enabled', 'disabled'],
  ].flatMap(
    ([yes = '', no = '']) =>
      [
        [yes, no],
        [no, yes],
      ] as const,
  ),
);

/** A suggestion only: accounts without a second factor are locked out at once. */
export function switchedBack(range: TextRange, file: FileView): Fix | undefined {
  if (range.path !== undefined && range.path !== file.path) return undefined;
  const written = file.text.slice(range.start, range.end);
  const [, before = '', word = '', after = ''] = /^(["']?)(\w+)(["']?)$/.exec(written) ?? [];
  const opposite = OPPOSITES.get(word.toLowerCase());
  if (opposite === undefined) return undefined;
  const text =
    word === word.toUpperCase()
      ? opposite.toUpperCase()
      : /^[A-Z]/.test(word)
        ? `${opposite.charAt(0).toUpperCase()}${opposite.slice(1)}`
        : opposite;
  return {
    safety: 'suggestion',
    title: { de: 'Zweiten Faktor einschalten', en: 'Switch the second factor on' },
    edits: [{ path: file.path, range, text: `${before}${text}${after}` }],
  };
}
