/**
 * Dockerfiles → settings by stage, and the commands of their instructions. The reader is our own: the library at hand
 * takes more than linear time. Commands are read by the parser of the shell.
 */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { CommandNode } from '../model/facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { ABSENT, type Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';
import { readOptions, readScript } from './shell/read-script.ts';

interface Instruction {
  /** Upper case. */
  readonly name: string;
  readonly keyRange: TextRange;
  /** Offsets of what stands behind the name and its flags, heredocs included. */
  readonly start: number;
  readonly end: number;
}

interface Stage {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly start: number;
  end: number;
  readonly children: SettingNode[];
  readonly groups: Map<string, { readonly node: SettingNode; readonly children: SettingNode[] }>;
}

const ESCAPE = /^(?:[ \t]*#[^\r\n]*\r?\n){0,5}?[ \t]*#[ \t]*escape[ \t]*=[ \t]*`/i;
const NAME = /^[ \t]*([A-Za-z]+)(?=[ \t\n]|$)[ \t]*/;
const FLAGS = /^(?:--[a-z-]{1,30}(?:=[^ \t\n]{0,1000})?(?:[ \t]|\\\n){1,20}){1,20}/;
const HEREDOC = /<<-?(["']?)([A-Za-z_]\w*)\1/g;
/** A word of Docker: other than in the shell, `;`, `(` and `&` are letters. */
const WORD = /(?:\\[^\n]|"(?:\\[\s\S]|[^"\\])*"|'[^']*'|[^\s"'\\])+/g;
/** `NAME value`, the old spelling. */
const OLD_PAIR = /^([A-Za-z_][\w.-]*)[ \t]+(?=\S)/;

export function parseDockerfile(source: Source): SettingsDocument {
  const { text } = source;
  const isWindows = ESCAPE.test(text);
  const reader = new DockerfileReader(text, isWindows);
  for (const instruction of instructionsOf(reader.plain)) reader.read(instruction);
  return {
    kind: 'settings',
    source,
    format: 'dockerfile',
    roots: reader.roots(),
    commands: reader.commands,
    notices: [],
  };
}

/**
 * The text letter for letter, with blanks for what Docker takes out before it reads on: comments and empty lines inside
 * of an instruction, and blanks behind the sign that continues it.
 */
function withoutInnerComments(text: string, escape: string): string {
  let isContinued = false;
  return text.replace(/[^\n]*(?:\n|$)/g, (line) => {
    if (isContinued && /^[ \t\r]*(?:#.*)?\n?$/.test(line)) return ' '.repeat(line.length);
    const kept = line.trimEnd();
    isContinued = kept.endsWith(escape) && !/^[ \t]*#/.test(line);
    if (!isContinued || !line.endsWith('\n')) return kept + line.slice(kept.length).replace('\r', ' ');
    return `${kept.slice(0, -1).padEnd(line.length - 2)}\\\n`;
  });
}

function* instructionsOf(text: string): Iterable<Instruction> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const endOfLine = (from: number): number => {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
  };
  while (at < text.length) {
    let end = endOfLine(at);
    const [whole, name = ''] = NAME.exec(text.slice(at, Math.min(end, at + 100))) ?? [];
    if (whole === undefined) {
      at = end + 1;
      continue;
    }
    while (text.charAt(end - 1) === '\\' && end < text.length) end = endOfLine(end + 1);
    const keyStart = at + whole.indexOf(name);
    let start = at + whole.length;
    const upper = name.toUpperCase();
    if (/^(?:RUN|COPY|ADD)$/.test(upper)) end = endOfHeredocs(text, start, end);
    if (upper !== 'LABEL' && upper !== 'ENV') start += FLAGS.exec(text.slice(start, end))?.[0].length ?? 0;
    yield { name: upper, keyRange: { start: keyStart, end: keyStart + name.length }, start, end };
    at = end + 1;
  }
}

function endOfHeredocs(text: string, start: number, end: number): number {
  let last = end;
  for (const [opener, , delimiter = ''] of text.slice(start, end).matchAll(HEREDOC)) {
    for (;;) {
      if (last >= text.length) return text.length;
      const from = last + 1;
      const next = text.indexOf('\n', from);
      last = next < 0 ? text.length : next;
      const line = text.slice(from, last).trimEnd();
      if ((opener.startsWith('<<-') ? line.trimStart() : line) === delimiter) break;
    }
  }
  return last;
}

class DockerfileReader {
  /** What is read: of the same length as the text. */
  readonly plain: string;
  readonly commands: CommandNode[] = [];
  readonly #isWindows: boolean;
  readonly #text: string;
  readonly #arguments: SettingNode[] = [];
  readonly #stages: Stage[] = [];

  constructor(text: string, isWindows: boolean) {
    this.#text = text;
    this.#isWindows = isWindows;
    this.plain = withoutInnerComments(text, isWindows ? '`' : '\\');
  }

  roots(): SettingNode[] {
    const whole = { start: 0, end: this.#text.length };
    const stages = this.#stages.map(({ key, keyRange, start, end, children, groups }): SettingNode => {
      const range = { start, end };
      const grouped = [...groups.values()].map(({ node, children: below }) => ({ ...node, children: below }));
      return { key, keyRange, valueRange: range, range, children: [...children, ...grouped] };
    });
    const [first] = this.#arguments;
    const shared = first ? [{ ...first, key: 'ARG', children: this.#arguments }] : [];
    const children = [...shared.map(({ value: _, ...node }): SettingNode => node), ...stages];
    if (children.length === 0) return [];
    return [{ key: '', keyRange: { start: 0, end: 0 }, valueRange: whole, range: whole, children }];
  }

  read(instruction: Instruction): void {
    const { name, start, end } = instruction;
    const stage = this.#stages.at(-1);
    if (stage && name !== 'FROM') stage.end = end;
    switch (name) {
      case 'FROM':
        this.#open(instruction);
        break;
      case 'ARG':
      case 'ENV':
      case 'LABEL': {
        const pairs = this.#pairs(instruction);
        for (const { valueRange } of pairs)
          this.commands.push(...readOptions(this.plain.slice(valueRange.start, valueRange.end), valueRange.start));
        if (stage) this.#group(stage, instruction).push(...pairs);
        else this.#arguments.push(...pairs);
        break;
      }
      case 'ONBUILD':
        for (const inner of instructionsOf(this.plain.slice(start, end)))
          if (inner.name !== 'ONBUILD' && inner.name !== 'FROM') this.read(moved(inner, start));
        break;
      case 'HEALTHCHECK':
        for (const inner of instructionsOf(this.plain.slice(start, end))) this.#run(moved(inner, start), stage);
        break;
      case 'RUN':
      case 'CMD':
      case 'ENTRYPOINT':
        this.#run(instruction, stage);
        break;
      default:
        stage?.children.push(this.#leaf(instruction));
    }
  }

  #open(instruction: Instruction): void {
    const { keyRange, start, end } = instruction;
    const written = this.plain.slice(start, end);
    const [whole = '', image = '', name] = /^(\S+)(?:\s+AS\s+(\S+))?/i.exec(written) ?? [];
    const nameStart = start + whole.length - (name?.length ?? 0);
    const leaf = this.#leaf({ ...instruction, end: start + image.length });
    this.#stages.push({
      key: name ?? String(this.#stages.length),
      keyRange: name === undefined ? keyRange : { start: nameStart, end: nameStart + name.length },
      start: keyRange.start,
      end,
      children: [leaf],
      groups: new Map(),
    });
  }

  #leaf({ name, keyRange, start, end }: Instruction): SettingNode {
    const written = this.plain.slice(start, end).trimEnd();
    const valueRange = { start, end: start + written.length };
    return {
      key: name,
      keyRange,
      valueRange,
      range: { start: keyRange.start, end: valueRange.end },
      value: readInterpolation(written, valueRange),
    };
  }

  #group(stage: Stage, { name, keyRange, end }: Instruction): SettingNode[] {
    let group = stage.groups.get(name);
    if (!group) {
      const range = { start: keyRange.start, end };
      group = { node: { key: name, keyRange, valueRange: range, range }, children: [] };
      stage.groups.set(name, group);
    }
    return group.children;
  }

  /** `A=1 B="x y"`, `A` alone for an argument, `A x y` in the old spelling. */
  #pairs({ name, start, end }: Instruction): readonly SettingNode[] {
    const written = this.plain.slice(start, end);
    const [pair, key = ''] = name === 'ARG' ? [] : (OLD_PAIR.exec(written) ?? []);
    if (pair !== undefined) {
      const raw = written.slice(pair.length).trimEnd();
      const quote = /^(["']).*\1$/.test(raw) ? 1 : 0;
      const from = start + pair.length;
      const valueRange = { start: from + quote, end: from + raw.length - quote };
      const value = readInterpolation(raw.slice(quote, raw.length - quote), valueRange);
      const keyRange = { start, end: start + key.length };
      return [{ key, keyRange, valueRange, range: { start, end: from + raw.length }, value }];
    }
    return [...written.matchAll(WORD)].map(({ 0: word, index }) => pairOf(word, start + index));
  }

  #run(instruction: Instruction, stage: Stage | undefined): void {
    // What runs in a container of Windows is another shell's.
    if (this.#isWindows) return;
    const { start, end } = instruction;
    const written = this.plain.slice(start, end);
    const { settings, commands } = readScript(/^\s*\[/.test(written) ? asCommand(written) : written, start);
    this.commands.push(...commands);
    if (stage && settings.length > 0) this.#group(stage, instruction).push(...settings);
  }
}

/** `NAME=value`, `NAME="value"`, `NAME` alone for an argument that is handed over. */
function pairOf(word: string, start: number): SettingNode {
  const equals = word.indexOf('=');
  const end = start + word.length;
  const range = { start, end };
  if (equals < 0)
    return {
      key: word,
      keyRange: range,
      valueRange: { start: end, end },
      range,
      value: { kind: 'environment', name: word, fallback: ABSENT, range },
    };
  const key = word.slice(0, equals).replace(/^["']|["']$/g, '');
  const keyStart = start + word.indexOf(key);
  const raw = word.slice(equals + 1);
  const quote =
    raw.length > 1 && /^["']/.test(raw) && raw.indexOf(raw.charAt(0), 1) === raw.length - 1 ? raw.charAt(0) : '';
  const valueRange = { start: end - raw.length + quote.length, end: end - quote.length };
  const inner = raw.slice(quote.length, raw.length - quote.length);
  const text = quote === "'" ? inner : inner.replace(/\\\n|\\(?=["'\\ ])/g, '');
  const unquoted = quote === '' ? text.replace(/["']/g, '') : text;
  const value: Value =
    quote === "'" ? { kind: 'known', value: text, range: valueRange } : readInterpolation(unquoted, valueRange);
  return { key, keyRange: { start: keyStart, end: keyStart + key.length }, valueRange, range, value };
}

/** `["node", "server.js"]` as a command of the same length. */
function asCommand(list: string): string {
  let isOutside = true;
  return list.replace(/\\[^\n]|["[\],]/g, (sign) => {
    if (sign === '"') isOutside = !isOutside;
    return isOutside && /[[\],]/.test(sign) ? ' ' : sign;
  });
}

function moved({ name, keyRange, start, end }: Instruction, by: number): Instruction {
  return { name, keyRange: { start: keyRange.start + by, end: keyRange.end + by }, start: start + by, end: end + by };
}
