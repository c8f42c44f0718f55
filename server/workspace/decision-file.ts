/**
 * Reads and writes `fachlint-decisions.json`: one entry a line, sorted, and nothing in it that changes by itself, so that
 * two branches merge. What cannot be read is named with its line, and never overwritten.
 */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { DECISION_KINDS, type Decision } from '../model/decision.ts';
import { Lines } from '../model/source.ts';
import type { ConfigurationError } from './configuration.ts';
import { DECISION_TEXTS as TEXTS } from './decision-file-texts.ts';
import { byCodeUnit } from './find-files.ts';
import { readText } from './read-text.ts';

export const DECISION_FILE = 'fachlint-decisions.json';
/** Bytes. Thousands of entries are a few hundred kilobytes. */
const LARGEST = 32 * 1024 * 1024;

export interface LoadedDecisions {
  /** Sorted, without doubles; empty where the file has errors. */
  readonly decisions: readonly Decision[];
  readonly errors: readonly ConfigurationError[];
  /** One-based line of an entry as it was read; undefined for others. */
  readonly lineOf: (entry: Decision) => number | undefined;
  /** As it was read; undefined where there is no file. */
  readonly text?: string | undefined;
}

type Messages = ConfigurationError['messages'];

/** A link is refused: it could lie outside of the inspected project. */
export async function loadDecisions(root: string): Promise<LoadedDecisions> {
  const path = join(root, DECISION_FILE);
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return withErrors([]);
  if (!stats.isFile()) return withErrors([errorAt(1, 1, stats.isSymbolicLink() ? TEXTS.link : TEXTS.unreadable)]);
  const read = await readText(path, LARGEST);
  if (typeof read === 'string') return withErrors([errorAt(1, 1, TEXTS.unreadable)]);
  return parseDecisions(read.text);
}

export function parseDecisions(text: string): LoadedDecisions {
  const lines = new Lines(text);
  const at = (offset: number, messages: Messages): ConfigurationError => {
    const { line, character } = lines.positionAt(offset);
    return errorAt(line + 1, character + 1, messages);
  };
  const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/m.exec(text);
  if (marker) return withErrors([at(marker.index, TEXTS.conflict)], text);
  const syntax: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, syntax, { allowTrailingComma: true, disallowComments: true });
  } catch {
    return withErrors([at(0, TEXTS.syntax)], text);
  }
  // Between two entries a comma may be missing: git puts lines of two branches together and knows nothing of JSON.
  const real = syntax.find(({ error, offset }) => !isBetweenEntries(text, offset, printParseErrorCode(error)));
  if (real) return withErrors([at(real.offset, TEXTS.syntax)], text);
  if (root?.type === 'object') return withErrors([at(root.offset, TEXTS.newer)], text);
  if (root?.type !== 'array') return withErrors([at(0, TEXTS.noList)], text);

  const found = new Map<string, { readonly entry: Decision; readonly line: number }>();
  for (const node of root.children ?? []) {
    const entry = getNodeValue(node) as unknown;
    const problem = problemOf(entry);
    if (problem) return withErrors([at(nodeOf(node, problem.key).offset, problem.messages)], text);
    const decision = entry as Decision;
    const key = [decision.path, decision.fingerprint, decision.rule, decision.tag].join('\n');
    const line = lines.positionAt(node.offset).line + 1;
    const other = found.get(key);
    if (!other) found.set(key, { entry: decision, line });
    else if (lineOfEntry(other.entry) !== lineOfEntry(decision))
      return withErrors([at(node.offset, TEXTS.contradiction(other.line))], text);
  }
  const known = new Map([...found.values()].map(({ entry, line }) => [entry, line]));
  return { decisions: sorted([...known.keys()]), errors: [], lineOf: (entry) => known.get(entry), text };
}

/** The text of the file for these entries; the same entries give the same text. */
export function textOfDecisions(entries: readonly Decision[]): string {
  const lines = [...new Set(sorted(entries).map(lineOfEntry))];
  return lines.length === 0 ? '[]\n' : `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`;
}

function lineOfEntry({ path, fingerprint, rule, decision, reason, by, confirmedBy, until, tag }: Decision): string {
  return JSON.stringify({ path, fingerprint, rule, decision, reason, by, confirmedBy, until, tag });
}

function sorted(entries: readonly Decision[]): Decision[] {
  return [...entries].sort(
    (a, b) =>
      byCodeUnit(a.path, b.path) ||
      byCodeUnit(a.fingerprint, b.fingerprint) ||
      byCodeUnit(lineOfEntry(a), lineOfEntry(b)),
  );
}

const TEXT = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= 2000;
/** What the value of a key has to be; keys with a question mark may be missing. */
const SHAPE: Readonly<Record<string, (value: unknown) => boolean>> = {
  path: (value) => TEXT(value) && !/^\/|\\|^\.\.?\/|^[A-Za-z]:/.test(String(value)),
  fingerprint: (value) => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value),
  rule: (value) => typeof value === 'string' && /^[a-z]+\/[a-z0-9-]+$/.test(value),
  decision: (value) => DECISION_KINDS.some((kind) => kind === value),
  'reason?': TEXT,
  'by?': TEXT,
  'confirmedBy?': TEXT,
  'until?': isDay,
  'tag?': (value) => typeof value === 'string' && /^[0-9a-f]{3}$/.test(value),
};

function problemOf(entry: unknown): { key?: string; messages: Messages } | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return { messages: TEXTS.noEntry };
  for (const [name, fits] of Object.entries(SHAPE)) {
    const key = name.replace('?', '');
    const value = (entry as Readonly<Record<string, unknown>>)[key];
    if (value === undefined && name.endsWith('?')) continue;
    if (value === undefined) return { messages: TEXTS.missing(key) };
    if (!fits(value)) return { key, messages: TEXTS.unfitting(key) };
  }
  const unknown = Object.keys(entry).find((key) => !(key in SHAPE) && !(`${key}?` in SHAPE));
  if (unknown !== undefined) return { key: unknown, messages: TEXTS.unknownKey(unknown) };
  const { decision, reason } = entry as Decision;
  return decision !== 'known' && reason === undefined ? { messages: TEXTS.missing('reason') } : undefined;
}

/** `2026-02-30` is none. */
export function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isBetweenEntries(text: string, offset: number, code: string): boolean {
  return code === 'CommaExpected' && text.charAt(offset) === '{' && text.slice(0, offset).trimEnd().endsWith('}');
}

function nodeOf(entry: Node, key: string | undefined): Node {
  return entry.children?.find((property) => property.children?.[0]?.value === key) ?? entry;
}

function errorAt(line: number, column: number, messages: Messages): ConfigurationError {
  return { file: DECISION_FILE, line, column, messages };
}

function withErrors(errors: readonly ConfigurationError[], text?: string): LoadedDecisions {
  return { decisions: [], errors, lineOf: () => undefined, ...(text !== undefined && { text }) };
}
