/** One line of a file as a terminal can show it, with carets below the flagged part. */

/** Control characters and marks that turn the direction of text: a hostile file could rewrite the terminal with them. */
const UNPRINTABLE = /[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{2028}\u{2029}\u{FEFF}]/gu;
const WIDE =
  /[\p{Emoji_Presentation}\u{1100}-\u{115F}\u{2E80}-\u{A4CF}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE6F}\u{FF00}-\u{FF60}\u{FFE0}-\u{FFE6}\u{20000}-\u{3FFFD}]/u;
const TAB = '  ';
const ELLIPSIS = '…';

export interface Excerpt {
  readonly line: string;
  readonly carets: string;
}

/** Text that cannot move the cursor, colour the terminal or turn the direction of writing. */
export function printable(text: string): string {
  return text.replace(/\t/g, TAB).replace(UNPRINTABLE, '�');
}

/** Columns that a text takes in a terminal. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /\p{M}|\u{200D}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/**
 * `from` and `to` are UTF-16 offsets in the line. Indentation is left out, and of a line wider than `width` columns the
 * part around the flagged text is shown.
 */
export function excerptOf(line: string, from: number, to: number, width: number): Excerpt {
  const first = Math.min(line.length - line.trimStart().length, from);
  const last = Math.max(line.trimEnd().length, to);
  const before = printable(line.slice(first, from));
  const flagged = printable(line.slice(from, to));
  const after = printable(line.slice(to, last));

  // The flagged text comes first; what room is left goes to both sides, a little more to what stands before it.
  const shownFlagged = head(flagged, width - 2);
  const room = Math.max(0, width - columnsOf(shownFlagged));
  const cutFlagged = shownFlagged !== flagged;
  const shownAfter = cutFlagged ? '' : head(after, Math.max(Math.floor(room / 3), room - columnsOf(before)));
  const shownBefore = tail(before, room - columnsOf(shownAfter));
  return {
    line: shownBefore + shownFlagged + shownAfter,
    carets: ' '.repeat(columnsOf(shownBefore)) + '^'.repeat(Math.max(1, columnsOf(shownFlagged))),
  };
}

/** The beginning of a text in at most `width` columns. */
function head(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let shown = '';
  let columns = 1;
  for (const character of text) {
    columns += columnsOf(character);
    if (columns > width) break;
    shown += character;
  }
  return width > 0 ? shown + ELLIPSIS : '';
}

/** The end of a text in at most `width` columns. */
function tail(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let shown = '';
  let columns = 1;
  for (const character of Array.from(text).reverse()) {
    columns += columnsOf(character);
    if (columns > width) break;
    shown = character + shown;
  }
  return width > 0 ? ELLIPSIS + shown : '';
}

/** Breaks running text at spaces; a word longer than the line stays whole, so that it can be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
