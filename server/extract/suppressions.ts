/** Suppression comments: `fachlint-disable-next-line rule, rule -- reason`. */
import { Lines } from '../model/source.ts';
import type { Suppression } from '../model/file-facts.ts';

const COMMENT = /(?:\/\/|\/\*|#|<!--|--|;)[ \t]*fachlint-disable-next-line\b([^\r\n]*)/g;
/** Before the reason. XML allows no two hyphens inside of a comment, so a colon serves as well. */
const SEPARATOR = /--|:/;
const CLOSING = /(?:\*\/|-->)\s*$/;

/**
 * Reads the suppressions of a text. Where the ranges of its comments are known, only comments count; elsewhere every
 * line that opens with a comment sign of one of the formats.
 */
export function readSuppressions(text: string, comments?: readonly (readonly [number, number])[]): Suppression[] {
  if (!text.includes('fachlint-disable')) return [];
  const lines = new Lines(text);
  const found: Suppression[] = [];
  for (const match of text.matchAll(COMMENT)) {
    const start = match.index;
    // A comment that mentions another one, and a value that looks like one, silence nothing.
    const isComment = comments ? comments.some(([from]) => from === start) : opensLine(text, start);
    if (!isComment) continue;
    const rest = (match[1] ?? '').replace(CLOSING, '');
    const offset = start + match[0].length - (match[1] ?? '').length;
    const separator = rest.search(SEPARATOR);
    const names = separator === -1 ? rest : rest.slice(0, separator);
    const rules: Suppression['rules'][number][] = [];
    for (const name of names.matchAll(/[^\s,]+/g)) {
      const from = offset + name.index;
      rules.push({ id: name[0], range: { start: from, end: from + name[0].length } });
    }
    const end = offset + rest.trimEnd().length;
    found.push({
      range: { start, end },
      line: lines.positionAt(start).line + 1,
      rules,
      reason:
        separator === -1
          ? ''
          : rest
              .slice(separator)
              .replace(/^(?:--|:)/, '')
              .trim(),
    });
  }
  return found;
}

function opensLine(text: string, start: number): boolean {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}
