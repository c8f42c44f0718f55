/** TOML → settings: tables and dotted keys become a tree, every entry keeps its exact place. */
import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH } from './setting-limits.ts';
import { rootOf } from './root-of.ts';

/** The parser stops at the first mistake; so many lines are left out before the rest of the file is given up. */
const MOST_MISTAKES = 10;

/** A table as it grows: several headers and dotted keys add to the same one. */
interface Growing extends SettingNode {
  readonly children: Growing[] | SettingNode[];
}

export function parseToml(source: Source): SettingsDocument {
  const { path } = source;
  const notices: Notice[] = [];
  const text = source.text.replace(/^\uFEFF/, ' ');
  const program = parsed(text, (range) => {
    if (notices.length === 0) notices.push({ path, reason: 'syntax-error', range });
  });
  const root: Growing = rootOf(text, []);
  for (const entry of program?.body[0].body ?? []) {
    if (entry.type === 'TOMLKeyValue') add(root, entry, 0);
    else {
      const table = tableOf(root, entry);
      for (const each of entry.body) add(table, each, entry.resolvedKey.length);
    }
  }
  return { kind: 'settings', source, format: 'toml', roots: root.children.length > 0 ? [root] : [], notices };
}

/** The tree without the lines that hold a mistake; undefined where there are too many of them. */
function parsed(text: string, broken: (range: TextRange) => void): AST.TOMLProgram | undefined {
  let rest = text;
  for (let attempt = 0; attempt <= MOST_MISTAKES; attempt++) {
    try {
      return parseTOML(rest);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      const at = Math.min(Math.max(error.index, 0), rest.length);
      broken({ start: at, end: at });
      // A mistake shows at the end of its line or at the beginning of the next one.
      const before = rest.slice(0, at).trimEnd().length;
      const isBlank = rest.slice(rest.lastIndexOf('\n', at - 1) + 1, at).trim() === '' && /^\s|^$/.test(rest.slice(at));
      const inside = isBlank ? before : at;
      const start = rest.lastIndexOf('\n', inside - 1) + 1;
      const newline = rest.indexOf('\n', inside);
      const end = newline < 0 ? rest.length : newline;
      if (rest.slice(start, end).trim() === '') return undefined;
      rest = rest.slice(0, start) + rest.slice(start, end).replace(/[^\r\n]/g, ' ') + rest.slice(end);
    }
  }
  return undefined;
}

function tableOf(root: Growing, { key, resolvedKey, range }: AST.TOMLTable): Growing {
  const names = [...key.keys];
  let last: AST.TOMLBare | AST.TOMLQuoted | undefined;
  let node = root;
  for (const part of resolvedKey.slice(0, MAX_SETTING_DEPTH)) {
    if (typeof part === 'string') last = names.shift();
    node = childOf(node, String(part), rangeOf((last ?? key).range), rangeOf(range), typeof part === 'number');
  }
  return node;
}

/** The tables of a table, so that many of them are not searched again and again. */
const tablesOf = new WeakMap<Growing, Map<string, Growing>>();

function childOf(parent: Growing, key: string, keyRange: TextRange, range: TextRange, isItem: boolean): Growing {
  const tables = tablesOf.get(parent) ?? new Map<string, Growing>();
  tablesOf.set(parent, tables);
  const known = tables.get(key);
  if (known) return known;
  if (isItem) (parent as { list?: boolean }).list = true;
  const made: Growing = { key, keyRange, valueRange: range, range, children: [] };
  (parent.children as Growing[]).push(made);
  tables.set(key, made);
  return made;
}

function add(table: Growing, { key, value, range }: AST.TOMLKeyValue, depth: number): void {
  let node = table;
  for (const part of key.keys.slice(0, -1).slice(0, MAX_SETTING_DEPTH))
    node = childOf(node, nameOf(part), rangeOf(part.range), rangeOf(range), false);
  const last = key.keys.at(-1);
  if (!last) return;
  const keyRange = rangeOf(last.range);
  (node.children as SettingNode[]).push(
    content(nameOf(last), keyRange, rangeOf(range), value, depth + key.keys.length),
  );
}

function content(
  key: string,
  keyRange: TextRange,
  range: TextRange,
  node: AST.TOMLContentNode,
  depth: number,
): SettingNode {
  const valueRange = rangeOf(node.range);
  if (depth > MAX_SETTING_DEPTH)
    return { key, keyRange, range, valueRange, value: { kind: 'unknown', range: valueRange } };
  switch (node.type) {
    case 'TOMLArray':
      return {
        key,
        keyRange,
        range,
        valueRange,
        list: true,
        children: node.elements.map((item, index) => {
          const place = rangeOf(item.range);
          return content(String(index), place, place, item, depth + 1);
        }),
      };
    case 'TOMLInlineTable': {
      const table: Growing = { key, keyRange, range, valueRange, children: [] };
      for (const entry of node.body) add(table, entry, depth + 1);
      return table;
    }
    default: {
      if (node.kind !== 'string') {
        const value = typeof node.value === 'object' ? node.value.toISOString() : node.value;
        return { key, keyRange, range, valueRange, value: { kind: 'known', value, range: valueRange } };
      }
      const quotes = node.multiline ? 3 : 1;
      const inner = { start: valueRange.start + quotes, end: valueRange.end - quotes };
      return { key, keyRange, range, valueRange: inner, value: readInterpolation(node.value, inner) };
    }
  }
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function rangeOf([start, end]: readonly [number, number]): TextRange {
  return { start, end };
}
