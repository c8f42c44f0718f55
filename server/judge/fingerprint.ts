/**
 * Identity of a finding that survives moved lines, new formatting and renamed local variables, and holds no secret:
 * rule, named place, and the tokens of the flagged statement with literals and local names replaced by their kind.
 */
import { createHash } from 'node:crypto';
import type { Outline } from '../model/file-facts.ts';
import type { TextRange } from '../model/text-range.ts';

/** Names, numbers, texts that no syntax tree has found (in types), comments, and single signs. */
const TOKEN =
  /[A-Za-z_$ÄÖÜäöüß][\w$ÄÖÜäöüß]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|\S/g;
/** Stands for a literal in a text that is cut into tokens. */
const LITERAL = '\u0001';
/** A statement longer than this is cut: enough to tell it from others. */
const MAX_STATEMENT = 2000;
/** So many tokens of a surrounding statement tell it from others: `verbinde ( {`. */
const HEAD = 4;
/** Signs that formatters add and take away. */
const FORMATTING = new Set([',', ';', '(', ')']);

/** What identifies a place, without its position in the file and without the secrets that stand in it. */
export function anchorOf(range: TextRange, text: string, outline: Outline, secrets: readonly TextRange[] = []): string {
  const place = outline.scopes
    .filter(({ start, end }) => start <= range.start && range.end <= end)
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ name }) => name)
    .join('/');
  if (outline.keyed) return place;
  // Text outside quotes would go into the hash as it is, and a short password could be guessed from that.
  const hidden = secrets.length === 0 ? outline : { ...outline, literals: withSecrets(outline.literals, secrets) };
  const [statement = lineAt(range, text), ...around] = statementsAround(range, outline);
  const heads = around.map((each) => tokensOf(each, text, hidden).slice(0, HEAD).join(' '));
  return [place, ...heads.reverse(), tokensOf(statement, text, hidden).join(' ')].join('\n');
}

/** Literals and secrets in order; what lies inside of another one adds nothing. */
function withSecrets(literals: readonly number[], secrets: readonly TextRange[]): number[] {
  const ranges = secrets.map(({ start, end }) => [start, end] as const);
  for (let index = 0; index < literals.length; index += 2)
    ranges.push([literals[index] ?? 0, literals[index + 1] ?? 0]);
  return ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]).flat();
}

/** 32 hexadecimal digits. `occurrence` counts findings of the same rule with the same anchor in one file, from 0. */
export function fingerprint(rule: string, anchor: string, occurrence: number): string {
  return createHash('sha256')
    .update([rule, anchor, String(occurrence)].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

function tokensOf(range: TextRange, text: string, outline: Outline): string[] {
  const local = new Set(outline.localNames);
  const tokens: string[] = [];
  for (const [token] of withoutLiterals(range, text, outline).matchAll(TOKEN)) {
    if (token.startsWith('//') || token.startsWith('/*') || FORMATTING.has(token)) continue;
    const first = token.charAt(0);
    if (first === LITERAL || first === '"' || first === "'") tokens.push('text');
    else if (/\d/.test(first)) tokens.push('number');
    else if (/^(?:true|false|null)$/.test(token)) tokens.push('literal');
    else if (/[\w$ÄÖÜäöüß]/.test(first)) tokens.push(local.has(token) && tokens.at(-1) !== '.' ? 'local' : token);
    else tokens.push(token);
  }
  return tokens;
}

/** The text of a range in which every literal is one sign. */
function withoutLiterals({ start, end }: TextRange, text: string, { literals }: Outline): string {
  const last = Math.min(end, start + MAX_STATEMENT);
  let result = '';
  let from = start;
  for (let index = 0; index < literals.length; index += 2) {
    const literalStart = literals[index] ?? 0;
    const literalEnd = literals[index + 1] ?? 0;
    if (literalStart >= last) break;
    if (literalStart < from) continue;
    result += `${text.slice(from, literalStart)} ${LITERAL} `;
    from = literalEnd;
  }
  return from < last ? result + text.slice(from, last) : result;
}

/** The statements and settings around a range, the innermost first. */
function statementsAround(range: TextRange, { statements }: Outline): TextRange[] {
  const found: TextRange[] = [];
  for (let index = 0; index < statements.length; index += 2) {
    const start = statements[index] ?? 0;
    const end = statements[index + 1] ?? 0;
    if (start > range.start) break;
    if (range.end <= end) found.push({ start, end });
  }
  return found.sort((a, b) => a.end - a.start - (b.end - b.start));
}

function lineAt(range: TextRange, text: string): TextRange {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const end = text.indexOf('\n', range.start);
  return { start, end: end === -1 ? text.length : end };
}
