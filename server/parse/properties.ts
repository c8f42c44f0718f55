/** `.properties` → settings: keys split at their dots become a tree, every entry keeps its exact place. */
import { parseLines, type Comment, type Pair } from 'dot-properties';
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH } from './setting-limits.ts';
import { rootOf } from './root-of.ts';

/** A backslash with what it escapes: a code, a line break with the blanks behind it, or one character. */
const ESCAPE = /\\(?:u[\da-fA-F]{4}|\r?\n[ \t\f]*|[^]?)/g;
const UNESCAPED: ReadonlyMap<string, string> = new Map([
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
/** The segments of a key: `spring.profiles[0]` has three, `urls[a.b]` two. Escaped characters separate nothing. */
const SEGMENT = /\[([^\][\\]*)\]|(?:[^.[\\]|\\[^]?|\[(?![^\][\\]*\]))+/g;

/** Spring reads what stands behind such a line as a document of its own. */
const BETWEEN_DOCUMENTS = /^[#!]---\s*$/;

interface Entry {
  readonly segments: readonly { readonly key: string; readonly range: TextRange }[];
  readonly valueRange: TextRange;
  readonly range: TextRange;
  readonly value: string;
}

export function parseProperties(source: Source): SettingsDocument {
  const { path } = source;
  // A byte order mark would become part of the first key; a blank keeps all offsets.
  const text = source.text.replace(/^\uFEFF/, ' ');
  const notices: Notice[] = [];
  let top: Branch = new Map();
  const documents: Branch[] = [top];
  for (const line of parseLines(text, true)) {
    if (line.type === 'COMMENT' && BETWEEN_DOCUMENTS.test((line as Comment).comment)) {
      top = new Map();
      documents.push(top);
    }
    if (line.type !== 'PAIR') continue;
    const pair = line as Pair;
    const entry = entryOf(text, pair);
    const wrong = entry && notices.length === 0 ? wrongEscape(text, entry.range) : undefined;
    if (wrong) notices.push({ path, reason: 'syntax-error', range: wrong });
    if (entry) grow(top, entry);
  }
  const roots = documents.map((each) => rootOf(text, nodesOf(each))).filter(({ children }) => children.length > 0);
  return { kind: 'settings', source, format: 'properties', roots, notices };
}

function entryOf(text: string, { range }: Pair): Entry | undefined {
  const [start = 0, keyEnd = 0, separatorEnd = 0, lineEnd = 0] = range ?? [];
  // A backslash at the very end counts as two characters there.
  const end = Math.min(lineEnd, text.length);
  const keyStop = Math.min(keyEnd, end);
  // With a line break of Windows behind it, the backslash of a continued line is left to the value.
  const skipped = /^(?:\\\r?\n[ \t\f]*)+/.exec(text.slice(separatorEnd, end))?.[0].length ?? 0;
  const valueStart = Math.min(separatorEnd + skipped, end);
  const raw = text.slice(valueStart, end);
  const kept = withoutBlanksBehind(raw);
  const valueRange = { start: valueStart, end: valueStart + kept.length };
  const segments = segmentsOf(text, { start, end: keyStop });
  if (segments.length === 0) return undefined;
  return { segments, valueRange, range: { start, end: Math.max(valueRange.end, keyStop) }, value: unescape(kept) };
}

/** Blanks at the end of a line belong to the value for Java, but nobody means them. */
function withoutBlanksBehind(raw: string): string {
  const kept = raw.trimEnd();
  return kept.endsWith('\\') && kept.length < raw.length ? raw.slice(0, kept.length + 1) : kept;
}

function segmentsOf(text: string, { start, end }: TextRange): Entry['segments'] {
  const segments: { key: string; range: TextRange }[] = [];
  for (const match of text.slice(start, end).matchAll(SEGMENT)) {
    const [written, index] = match;
    const from = start + match.index + (index === undefined ? 0 : 1);
    const content = index ?? written;
    if (segments.length < MAX_SETTING_DEPTH) {
      segments.push({ key: unescape(content), range: { start: from, end: from + content.length } });
    }
  }
  return segments;
}

function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (match) => {
    const code = match.charAt(1);
    if (code === '\r' || code === '\n') return '';
    if (code === 'u' && match.length === 6) return String.fromCharCode(parseInt(match.slice(2), 16));
    return UNESCAPED.get(code) ?? match.slice(1);
  });
}

/** `\u` without four digits: Java refuses the whole file. */
function wrongEscape(text: string, { start, end }: TextRange): TextRange | undefined {
  for (const match of text.slice(start, end).matchAll(ESCAPE)) {
    const at = start + match.index;
    if (match[0] === '\\u') return { start: at, end: at + 2 };
  }
  return undefined;
}

interface Growing {
  readonly keyRange: TextRange;
  readonly first: Entry;
  /** Entries that end here: a key may be set twice, and may have others below it (`logging`, `logging.level`). */
  readonly entries: Entry[];
  readonly below: Branch;
}

type Branch = Map<string, Growing>;

function grow(top: Branch, entry: Entry): void {
  let branch = top;
  for (const [depth, { key, range }] of entry.segments.entries()) {
    let node = branch.get(key);
    if (!node) {
      node = { keyRange: range, first: entry, entries: [], below: new Map() };
      branch.set(key, node);
    }
    if (depth === entry.segments.length - 1) node.entries.push(entry);
    branch = node.below;
  }
}

function nodesOf(branch: Branch): SettingNode[] {
  return [...branch].flatMap(([key, { keyRange, first, entries, below }]): SettingNode[] => {
    const leaves = entries.map(({ segments, valueRange, range, value }): SettingNode => {
      const own = segments.at(-1)?.range ?? keyRange;
      return { key, keyRange: own, valueRange, range, value: readInterpolation(value, valueRange, 'java') };
    });
    if (below.size === 0) return leaves;
    return [...leaves, { key, keyRange, valueRange: first.valueRange, range: first.range, children: nodesOf(below) }];
  });
}
