/** Pipelines of Jenkins → what is assigned, by the blocks around it, and the commands of `sh`. No more of Groovy than that. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { CommandNode } from '../model/facts.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { assignmentsOf } from './directives.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';
import { rootOf } from './root-of.ts';
import { readScript } from './shell/read-script.ts';

const TEXT = /^["']/;
const NAME = /^[A-Za-z_$]/;
const SHELL = /^(?:sh|bash)$/;
const WORD = /[A-Za-z_$][\w$]*|\d+/y;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Block {
  readonly head: Token | undefined;
  readonly start: number;
  readonly children: SettingNode[];
}

export function parseJenkinsfile(source: Source): SettingsDocument {
  const reader = new PipelineReader(source);
  reader.read();
  const { top, commands, notices } = reader;
  const roots = [rootOf(source.text, top.children)];
  return { kind: 'settings', source, format: 'jenkins', roots, commands, notices };
}

/** Texts, names and signs; comments are left out, ends of lines stay. */
function* tokensOf(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const start = at;
    const letter = text.charAt(at);
    if (text.startsWith('//', at)) at = endOf(text, '\n', at) - 1;
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2);
    else if (/[^\S\n]/.test(letter)) at++;
    else {
      WORD.lastIndex = at;
      at = TEXT.test(letter) ? endOfText(text, at) : at + (WORD.exec(text)?.[0].length ?? 1);
      yield { text: text.slice(start, at), start, end: at };
    }
    at = Math.max(at, start + 1);
  }
}

function endOf(text: string, closing: string, from: number): number {
  const end = text.indexOf(closing, from);
  return end < 0 ? text.length + (closing === '\n' ? 1 : 0) : end + closing.length;
}

/** Three quotes go over lines, one does not. */
function endOfText(text: string, start: number): number {
  const quote = text.charAt(start);
  const isLong = text.startsWith(quote.repeat(3), start);
  const closing = isLong ? quote.repeat(3) : quote;
  for (let at = start + closing.length; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.startsWith(closing, at)) return at + closing.length;
    else if (!isLong && text.charAt(at) === '\n') return at;
  }
  return text.length;
}

class PipelineReader {
  readonly top: Block = { head: undefined, start: 0, children: [] };
  readonly commands: CommandNode[] = [];
  readonly notices: Notice[] = [];
  readonly #source: Source;
  readonly #tokens: readonly Token[];
  readonly #open: Block[] = [this.top];
  #tooDeep = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#tokens = [...tokensOf(source.text)];
  }

  read(): void {
    for (const [index, token] of this.#tokens.entries()) {
      if (token.text === '{') this.#enter(index);
      else if (token.text === '}') this.#leave(token.end);
      else if (token.text === '=' && this.#tooDeep === 0) this.#assign(index);
      else if (SHELL.test(token.text)) this.#run(index);
      else if (token.text === 'withEnv') this.#assignList(index);
    }
    while (this.#open.length > 1) this.#leave(this.#source.text.length);
  }

  /** `environment {`, `stage('Bau') {`: the name before the block, over what stands in brackets. */
  #enter(index: number): void {
    if (this.#open.length > MAX_SETTING_DEPTH || this.#tooDeep > 0) {
      if (this.#tooDeep++ === 0)
        this.notices.push({ path: this.#source.path, reason: 'parser-failed', detail: TOO_DEEP });
      return;
    }
    let at = index - 1;
    if (this.#text(at) === ')') {
      const first = Math.max(0, at - 40);
      while (at > first && this.#text(at) !== '(') at--;
      at--;
    }
    const before = this.#tokens[at];
    const head = before && NAME.test(before.text) ? before : undefined;
    this.#open.push({ head, start: (head ?? this.#tokens[index])?.start ?? 0, children: [] });
  }

  #leave(end: number): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep--;
      return;
    }
    const block = this.#open.length > 1 ? this.#open.pop() : undefined;
    const above = this.#open.at(-1);
    if (!block || !above || block.children.length === 0) return;
    const { head, start, children } = block;
    // A closure without a name belongs to what stands around it.
    if (!head) above.children.push(...children);
    else
      above.children.push({
        key: head.text,
        keyRange: { start: head.start, end: head.end },
        valueRange: { start: head.end, end },
        range: { start, end },
        children,
      });
  }

  /** `NAME = 'text'`, also `env.NAME = …`; what is put together or called is unknown. */
  #assign(index: number): void {
    const [name, value] = [this.#tokens[index - 1], this.#tokens[index + 1]];
    if (!name || !value || !NAME.test(name.text) || /^[=~\n]$/.test(value.text)) return;
    const isAlone = TEXT.test(value.text) && !/^[+.?]$/.test(this.#text(index + 2));
    const valueRange = isAlone ? rangeInQuotes(value) : { start: value.start, end: value.end };
    this.#open.at(-1)?.children.push({
      key: name.text,
      keyRange: { start: name.start, end: name.end },
      valueRange,
      range: { start: name.start, end: value.end },
      value: isAlone ? valueOf(this.#source.text, value) : { kind: 'unknown', range: valueRange },
    });
  }

  /** `sh 'make'`, `sh """…"""`, `sh(script: '…', returnStdout: true)` */
  #run(index: number): void {
    let at = index + 1;
    if (this.#text(at) === '(') at++;
    while (/^(?:[\n,:]|script|label|returnStdout|returnStatus|encoding|true|false)$/.test(this.#text(at)))
      at += this.#text(at) === 'label' && this.#text(at + 1) === ':' ? 3 : 1;
    const token = this.#tokens[at];
    if (!token || !TEXT.test(token.text) || at > index + 20) return;
    const { start, end } = rangeInQuotes(token);
    const script = asInShell(this.#source.text.slice(start, end), token.text.startsWith('"'));
    const { commands, settings } = readScript(script, start);
    this.commands.push(...commands);
    this.#open.at(-1)?.children.push(...settings);
  }

  /** `withEnv(['NAME=value'])` */
  #assignList(index: number): void {
    for (let at = index + 1; at < index + 60 && !/^[\])]$/.test(this.#text(at)); at++) {
      const token = this.#tokens[at];
      if (!token || !TEXT.test(token.text)) continue;
      const range = rangeInQuotes(token);
      const text = this.#source.text.slice(range.start, range.end);
      this.#open.at(-1)?.children.push(...assignmentsOf({ text, ...range, whole: range }));
    }
  }

  #text(index: number): string {
    return this.#tokens[index]?.text ?? '';
  }
}

function rangeInQuotes({ text, start, end }: Token): TextRange {
  const quotes = /^(?:'''|""")/.test(text) ? 3 : 1;
  const isClosed = text.length >= 2 * quotes && text.endsWith(text.slice(0, quotes));
  const from = start + Math.min(quotes, text.length);
  return { start: from, end: Math.max(from, isClosed ? end - quotes : end) };
}

/** Only texts in double quotes hold placeholders. */
function valueOf(text: string, token: Token): Value {
  const range = rangeInQuotes(token);
  const written = text.slice(range.start, range.end);
  return token.text.startsWith('"') ? readInterpolation(written, range) : { kind: 'known', value: written, range };
}

/** What the shell gets to see, letter for letter as long: Groovy takes one backslash away. */
function asInShell(script: string, hasPlaceholders: boolean): string {
  const plain = script.replace(/(^|\s)\\(["'])/g, '$1 $2').replace(/\\(["'])(?=\s|$)/g, '$1 ');
  return hasPlaceholders ? plain.replace(/\\\$/g, '$$$$') : plain;
}
