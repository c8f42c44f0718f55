/** Files that say one thing in a line → settings: INI and its relatives with sections, `key value` files of servers. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { SettingFormat } from '../model/facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';
import { readPairs } from './pairs.ts';
import { rootOf } from './root-of.ts';

/** A line without its indentation: a section, or a key with what follows its separator. */
const SECTION = /^\[([^\]\r\n]{1,500})\]/;
const ENTRIES = {
  /** `key = value`, `key: value`, also without a value; the first sign separates. */
  ini: /^([^=:\s][^=:]*)(?:[=:]|$)/,
  /** The same with hosts */
  inventory: /^([^=:\s][^=:]*)(?:[=:]|$)/,
  /** Keys of npm hold colons: `//npm.stadt.de/:_authToken=…` */
  npmrc: /^([^=\s][^=]*)(?:=|$)/,
  /** `key value`, `key = value` */
  words: /^([^\s=]+)(?:[ \t]*=)?/,
} as const;

type Dialect = keyof typeof ENTRIES;

interface Section {
  readonly children: SettingNode[];
}

/** In inventories of Ansible: a host with its variables in one line. */
const HOST = /^[^\s=:;#[\]]+(?=[ \t]+[A-Za-z_]\w*=)/;

export function parseIni(source: Source): SettingsDocument {
  if (/(?:^|\/)\.npmrc$/.test(source.path)) return parseLines(source, 'ini', 'npmrc');
  return parseLines(source, 'ini', source.text.includes('ansible_') ? 'inventory' : 'ini');
}

export function parseWords(source: Source): SettingsDocument {
  return parseLines(source, 'words', 'words');
}

function parseLines(source: Source, format: SettingFormat, dialect: Dialect): SettingsDocument {
  const { text } = source;
  const top: SettingNode[] = [];
  let section: Section = { children: top };
  let last: { readonly indentation: number; readonly children: SettingNode[] } | undefined;
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  while (offset < text.length) {
    const newline = text.indexOf('\n', offset);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(offset, end).trimEnd();
    const content = line.trimStart();
    const indentation = line.length - content.length;
    const start = offset + indentation;
    offset = end + 1;
    if (content === '' || /^[#;]/.test(content)) continue;
    const name = dialect === 'words' ? undefined : SECTION.exec(content)?.[1];
    if (name !== undefined) {
      section = { children: [] };
      const keyRange = { start: start + 1, end: start + 1 + name.length };
      const range = { start, end: start + content.length };
      top.push({ key: name, keyRange, valueRange: range, range, children: section.children });
      last = undefined;
      continue;
    }
    // Python goes on in lines that are indented deeper; Git indents what stands in a section.
    const before = last?.children.at(-1);
    if (dialect === 'ini' && last && before && indentation > last.indentation) {
      last.children[last.children.length - 1] = goneOn(before, start + content.length, text);
      continue;
    }
    const entry = (dialect === 'inventory' ? hostOf(content, start) : undefined) ?? entryOf(content, start, dialect);
    if (!entry) continue;
    section.children.push(entry);
    last = { indentation, children: section.children };
  }
  const root = rootOf(text, top);
  return { kind: 'settings', source, format, roots: top.length > 0 ? [root] : [], notices: [] };
}

function hostOf(content: string, start: number): SettingNode | undefined {
  const host = HOST.exec(content)?.[0];
  if (host === undefined) return undefined;
  const remark = /[ \t]#/.exec(content)?.index ?? content.length;
  const range = { start, end: start + remark };
  const keyRange = { start, end: start + host.length };
  const valueRange = { start: keyRange.end, end: range.end };
  return {
    key: host,
    keyRange,
    valueRange,
    range,
    children: readPairs(content.slice(host.length, remark), valueRange.start),
  };
}

/** Characters of a value over several lines. */
const LONGEST_VALUE = 10_000;

/** A user of Redis with passwords: `user melde on >geheim ~* +@all`. */
const ACCOUNT = /^user[ \t]{1,20}(\S{1,200})[ \t]/;

function accountOf(content: string, start: number): SettingNode | undefined {
  const [, name] = ACCOUNT.exec(content) ?? [];
  if (name === undefined || !/[ \t][>#<!]\S/.test(content)) return undefined;
  const from = start + content.indexOf(name, 4);
  const range = { start, end: start + content.length };
  const passwords = [...content.matchAll(/[ \t]>(\S{1,500})/g)].map(({ index, 1: written = '' }): SettingNode => {
    const valueRange = { start: start + index + 2, end: start + index + 2 + written.length };
    const whole = { ...valueRange, start: valueRange.start - 1 };
    return {
      key: 'password',
      keyRange: whole,
      valueRange,
      range: whole,
      value: readInterpolation(written, valueRange),
    };
  });
  const keyRange = { start: from, end: from + name.length };
  const account = { key: name, keyRange, valueRange: { ...range, start: keyRange.end }, range, children: passwords };
  return {
    key: 'user',
    keyRange: { start, end: start + 4 },
    valueRange: { ...range, start: from },
    range,
    children: [account],
  };
}

function entryOf(content: string, start: number, dialect: Dialect): SettingNode | undefined {
  const account = dialect === 'words' ? accountOf(content, start) : undefined;
  if (account) return account;
  const [whole, written = ''] = ENTRIES[dialect].exec(content) ?? [];
  if (whole === undefined) return undefined;
  const key = written.trimEnd();
  const keyRange = { start, end: start + key.length };
  const behind = content.slice(whole.length);
  const from = start + whole.length + behind.length - behind.trimStart().length;
  const { text, range } = scalarOf(content.slice(from - start), from);
  return { key, keyRange, valueRange: range, range: { start, end: range.end }, value: valueOf(text, range) };
}

/** Without quotes around it and without a remark behind it. */
function scalarOf(written: string, start: number): { readonly text: string; readonly range: TextRange } {
  const quote = written.charAt(0);
  if (quote === '"' || quote === "'") {
    const close = written.indexOf(quote, 1);
    if (close > 0 && /^[ \t]*(?:$|[#;,])/.test(written.slice(close + 1)))
      return { text: written.slice(1, close), range: { start: start + 1, end: start + close } };
  }
  const remark = /[ \t][#;]/.exec(written)?.index ?? written.length;
  const text = written.slice(0, remark).trimEnd();
  return { text, range: { start, end: start + text.length } };
}

function goneOn(node: SettingNode, end: number, text: string): SettingNode {
  // Each line makes the value anew; a longer one says nothing more.
  if (end - node.valueRange.start > LONGEST_VALUE) return node;
  // Behind an empty value the first line of it comes now.
  const between = text.slice(node.valueRange.end, end);
  const start = node.valueRange.start < node.valueRange.end ? node.valueRange.start : end - between.trimStart().length;
  const valueRange = { start, end };
  return {
    ...node,
    valueRange,
    range: { start: node.range.start, end },
    value: valueOf(text.slice(start, end), valueRange),
  };
}

/** Python puts in `%(name)s`, which is nothing that is seen here. */
function valueOf(text: string, range: TextRange): Value {
  return text.includes('%(') ? { kind: 'unknown', range } : readInterpolation(text, range);
}
