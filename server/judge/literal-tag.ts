/**
 * Fingerprints leave literals out, so that they hold no secret; that alone would let a decision about one password hold
 * for the next one. A tag notices the change: 12 bits, too few to find a value by trying.
 */
import { createHash } from 'node:crypto';
import type { Outline } from '../model/file-facts.ts';
import type { TextRange } from '../model/text-range.ts';

const NUMBER = /(?<![\w$.])\d[\w.]*|\b(?:true|false|null)\b/g;
const SUBSTITUTION = /\$\{[^{}]*\}/g;

/**
 * Three hexadecimal digits. All tags of one value give away the same 12 bits of it, however many entries there are: 4096
 * values in a dictionary of 16 million share them. The fingerprint only keeps equal values from looking equal.
 */
export function tagOf(fingerprint: string, literal: string): string {
  const bits = twelveBits('value', literal) ^ twelveBits('entry', fingerprint);
  return bits.toString(16).padStart(3, '0');
}

function twelveBits(purpose: string, text: string): number {
  return createHash('sha256').update(`fachlint ${purpose}\n${text}`).digest().readUInt16BE() >> 4;
}

/** What the flagged place says in literals, without their quotes; undefined where there is none. */
export function literalAt(range: TextRange, text: string, outline: Outline, isSecret: boolean): string | undefined {
  const flagged = text.slice(range.start, range.end);
  if (isSecret) return unquoted(flagged);
  // A value of a setting. What goes over several lines is a part of the file and no value.
  if (outline.keyed) return flagged.includes('\n') || flagged === '' ? undefined : unquoted(flagged);
  const found: string[] = [];
  let rest = '';
  let from = range.start;
  const { literals } = outline;
  for (let index = 0; index < literals.length; index += 2) {
    const start = literals[index] ?? 0;
    const end = literals[index + 1] ?? 0;
    if (start >= range.end) break;
    // What lies inside of another one adds nothing.
    if (end <= from) continue;
    found.push(unquoted(text.slice(start, end)).replace(SUBSTITUTION, '${}'));
    if (start > from) rest += text.slice(from, start);
    from = end;
  }
  rest += text.slice(from, Math.max(from, range.end));
  found.push(...(rest.match(NUMBER) ?? []));
  return found.length === 0 ? undefined : found.join('\n');
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'`])([^]*)\1$/, '$2');
}
