/**
 * Identity of a finding that survives moved lines, new formatting and renamed local variables, and holds no secret:
 * rule, named place, and the tokens of the flagged statement with literals and local names replaced by their kind.
 */
import { createHash } from 'node:crypto';
import type { Outline } from '../model/file-facts.ts';
import type { TextRange } from '../model/text-range.ts';

/** Names, numbers, texts, and single signs; a template counts as one text up to its first expression. */
const TOKEN = /[A-Za-z_$ÄÖÜäöüß][\w$ÄÖÜäöüß]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|\S/g;
/** A statement longer than this is cut: enough to tell it from others. */
const MAX_STATEMENT = 2000;

/** What identifies a place, without its position in the file and without the secrets that stand in it. */
export function anchorOf(range: TextRange, text: string, outline: Outline, secrets: readonly TextRange[] = []): string {
  const place = outline.scopes
    .filter(({ start, end }) => start <= range.start && range.end <= end)
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ name }) => name)
    .join('/');
  if (outline.keyed) return place;
  const statement = statementAt(range, outline) ?? lineAt(range, text);
  return `${place}\n${tokensOf(withoutSecrets(text, statement, secrets).slice(0, MAX_STATEMENT), outline)}`;
}

/** Text outside quotes would go into the hash as it is, and a short password could be guessed from that. */
function withoutSecrets(text: string, { start, end }: TextRange, secrets: readonly TextRange[]): string {
  let plain = '';
  let at = start;
  for (const secret of secrets) {
    if (secret.end <= at || secret.start >= end) continue;
    plain += `${text.slice(at, Math.max(at, secret.start))} ~ `;
    at = Math.min(end, secret.end);
  }
  return plain + text.slice(at, end);
}

/** 32 hexadecimal digits. `occurrence` counts findings of the same rule with the same anchor in one file, from 0. */
export function fingerprint(rule: string, anchor: string, occurrence: number): string {
  return createHash('sha256').update([rule, anchor, String(occurrence)].join('\n')).digest('hex').slice(0, 32);
}

function tokensOf(text: string, { localNames }: Outline): string {
  const local = new Set(localNames);
  const tokens: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('//') || token.startsWith('/*')) continue;
    const first = token.charAt(0);
    if (first === '"' || first === "'" || first === '`') tokens.push('text');
    else if (/\d/.test(first)) tokens.push('number');
    else if (/^(?:true|false|null)$/.test(token)) tokens.push('literal');
    else if (/[\w$ÄÖÜäöüß]/.test(first)) tokens.push(local.has(token) && tokens.at(-1) !== '.' ? 'local' : token);
    else if (first !== ',' && first !== ';') tokens.push(token);
  }
  return tokens.join(' ');
}

/** The innermost statement or setting around a range. */
function statementAt(range: TextRange, { statements }: Outline): TextRange | undefined {
  let found: TextRange | undefined;
  for (let index = 0; index < statements.length; index += 2) {
    const start = statements[index] ?? 0;
    const end = statements[index + 1] ?? 0;
    if (start > range.start) break;
    if (range.end <= end && (!found || end - start <= found.end - found.start)) found = { start, end };
  }
  return found;
}

function lineAt(range: TextRange, text: string): TextRange {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const end = text.indexOf('\n', range.start);
  return { start, end: end === -1 ? text.length : end };
}
