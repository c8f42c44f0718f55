/** Files whose places have names instead of keys: `pg_hba.conf`, `.pgpass`, `.netrc` → settings, one entry for each line or machine. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import { assignmentsOf, entryOf, wordedLines, wordOf, type Word } from './directives.ts';
import { readInterpolation } from './interpolation.ts';
import { rootOf } from './root-of.ts';

/** Nobody fills in placeholders here: every value is what is written, save what a template puts in. */
export function parseColumns(source: Source): SettingsDocument {
  const { text, path } = source;
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const read = name.endsWith('netrc') ? machines : name.includes('pgpass') ? passwordLines : accessLines;
  const children = [...read(text)];
  return {
    kind: 'settings',
    source,
    format: 'columns',
    roots: children.length > 0 ? [rootOf(text, children)] : [],
    notices: [],
  };
}

/** `hostssl database user address [mask] method [option=value …]` is an entry `hostssl`. */
function* accessLines(text: string): Generator<SettingNode> {
  for (const words of wordedLines(text, 'word')) {
    const [type, database, user, ...rest] = words;
    if (!type || !database || !user || rest.length === 0) continue;
    const hasAddress = type.text !== 'local';
    const hasMask = hasAddress && /^[\d.]+$|^[\da-f]*:[\da-f:]*$/i.test(rest[1]?.text ?? '');
    const [address, mask] = [hasAddress ? rest[0] : undefined, hasMask ? rest[1] : undefined];
    const [method, ...options] = rest.slice(hasMask ? 2 : hasAddress ? 1 : 0);
    const children = [
      ...Object.entries({ database, user, address, mask, method }).flatMap(([key, word]) =>
        word ? [named(key, word)] : [],
      ),
      ...options.flatMap(assignmentsOf),
    ];
    yield group(type, type, children);
  }
}

const PASSWORD_LINE = ['host', 'port', 'database', 'user', 'password'];

/** `host:port:database:user:password`; a backslash takes a colon in. */
function* passwordLines(text: string): Generator<SettingNode> {
  for (const { 0: line, index } of text.matchAll(/^[^#\r\n][^\r\n]*/gm)) {
    const ends = endsOfFields(line);
    if (ends.length < PASSWORD_LINE.length) continue;
    const children = PASSWORD_LINE.map((key, place) => {
      const range = { start: index + (place === 0 ? 0 : (ends[place - 1] ?? 0) + 1), end: index + (ends[place] ?? 0) };
      const plain = text.slice(range.start, range.end).replace(/\\([:\\])/g, '$1');
      return { key, keyRange: range, valueRange: range, range, value: readInterpolation(plain, range) };
    });
    const whole = wordOf(line, index);
    const host = children[0]?.keyRange ?? whole.whole;
    yield group(wordOf(text.slice(host.start, host.end), host.start), whole, children);
  }
}

/** Where the fields of a line end; in the last one, the password, colons need no backslash. */
function endsOfFields(line: string): readonly number[] {
  const ends: number[] = [];
  for (let at = 0; at < line.length && ends.length < PASSWORD_LINE.length - 1; at++) {
    if (line.charAt(at) === '\\') at++;
    else if (line.charAt(at) === ':') ends.push(at);
  }
  return [...ends, line.length];
}

/** `machine host login user password secret`, on one line or several; `macdef` is left out up to the next empty line. */
function* machines(text: string): Generator<SettingNode> {
  const words = [
    ...wordedLines(
      text.replace(/\bmacdef[ \t][^\n]*(?:\n[^\r\n]+)*/g, (macro) => macro.replace(/[^\n]/g, ' ')),
      'word',
    ),
  ].flat();
  let machine: { readonly head: Word; readonly children: SettingNode[] } | undefined;
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at], words[at + 1]];
    if (!word) break;
    if (/^(?:machine|default)$/.test(word.text)) {
      if (machine) yield group(machine.head, machine.head, machine.children);
      const isNamed = word.text === 'machine' && next !== undefined;
      machine = { head: isNamed ? next : word, children: [] };
      if (isNamed) at++;
    } else if (machine && next && /^(?:login|user|account|password)$/.test(word.text)) {
      machine.children.push(entryOf(word, [next], text));
      at++;
    }
  }
  if (machine) yield group(machine.head, machine.head, machine.children);
}

/** A word that has a name by its place only. */
function named(key: string, { text, start, end, whole }: Word): SettingNode {
  const range = { start, end };
  return { key, keyRange: range, valueRange: range, range: whole, value: readInterpolation(text, range) };
}

function group({ text, start, end }: Word, { whole }: Word, children: readonly SettingNode[]): SettingNode {
  const last = Math.max(whole.end, children.at(-1)?.range.end ?? 0);
  return {
    key: text,
    keyRange: { start, end },
    valueRange: { start: children[0]?.range.start ?? end, end: last },
    range: { start: whole.start, end: last },
    children,
  };
}
