/** Pipelines of Jenkins → what is assigned, by the blocks around it, and the scripts of `sh`. No more of Groovy than that. */
import type { EmbeddedDocument, SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { assignmentsOf } from './directives.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';
import { rootOf } from './root-of.ts';
import { parseShell } from './shell/parse-shell.ts';
import { TextBuilder } from './written-text.ts';

const TEXT = /^["']/;
const NAME = /^[A-Za-z_$]/;
const SHELL = /^(?:sh|bash)$/;
const WORD = /[A-Za-z_$][\w$]*|\d+/y;
/** A placeholder is not looked for further than this, so that no text takes more than linear time. */
const MAX_PLACEHOLDER = 1000;
/** Texts in the placeholders of texts. */
const MAX_NESTING = 3;
/** An escape, a placeholder that the shell would not understand, or what stands between. */
const ESCAPED = /\\(?:u[\da-fA-F]{4}|\r?\n|[^])|\$\{[^}\\]{0,400}\}|[^\\$]+|\$/g;
const PLAIN_NAME = /^\$\{[A-Za-z_][\w.]{0,100}\}$/;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
]);
/** More in one file stand in none that somebody wrote. */
const MOST_SCRIPTS = 1000;

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
  const { top, embedded, notices } = reader;
  const roots = [rootOf(source.text, top.children)];
  return { kind: 'settings', source, format: 'jenkins', roots, commands: [], embedded, notices };
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

/** Three quotes go over lines, one does not. Placeholders of texts in double quotes hold texts of their own. */
function endOfText(text: string, start: number, depth = 0): number {
  const quote = text.charAt(start);
  const isLong = text.startsWith(quote.repeat(3), start);
  const closing = isLong ? quote.repeat(3) : quote;
  for (let at = start + closing.length; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.startsWith(closing, at)) return at + closing.length;
    else if (!isLong && text.charAt(at) === '\n') return at;
    else if (quote === '"' && depth < MAX_NESTING && text.startsWith('${', at))
      at = endOfPlaceholder(text, at, depth + 1) - 1;
  }
  return text.length;
}

/** Behind the bracket that closes the one at `start + 1`, or behind the opening where none does. */
function endOfPlaceholder(text: string, start: number, depth: number): number {
  const limit = Math.min(text.length, start + MAX_PLACEHOLDER);
  let open = 0;
  for (let at = start + 1; at < limit; at++) {
    const letter = text.charAt(at);
    if (letter === '{') open++;
    else if (letter === '}' && --open === 0) return at + 1;
    else if (letter === '\n') break;
    else if (TEXT.test(letter)) at = endOfText(text, at, depth) - 1;
  }
  return start + 2;
}

class PipelineReader {
  readonly top: Block = { head: undefined, start: 0, children: [] };
  readonly embedded: EmbeddedDocument[] = [];
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
    if (this.embedded.length >= MOST_SCRIPTS) return;
    const range = rangeInQuotes(token);
    const script = asInShell(this.#source.text, range, token.text.startsWith('"'));
    const document = parseShell({ ...this.#source, path: 'script.sh', text: script.text });
    this.embedded.push({ document: { ...document, notices: [] }, ranges: [range], place: script.place });
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

/** What the shell gets to see of a text. What Groovy works out is a variable without a name that says anything. */
function asInShell(file: string, { start, end }: TextRange, hasPlaceholders: boolean): TextBuilder {
  const builder = new TextBuilder();
  for (const { 0: each, index } of file.slice(start, end).matchAll(ESCAPED))
    builder.add(unescaped(each, hasPlaceholders), start + index, each.length);
  return builder;
}

function unescaped(text: string, hasPlaceholders: boolean): string {
  if (text.startsWith('${'))
    return hasPlaceholders && !PLAIN_NAME.test(text) ? `\${${'_'.repeat(text.length - 3)}}` : text;
  if (!text.startsWith('\\')) return text;
  const sign = text.charAt(1);
  if (/[\r\n]/.test(sign)) return '';
  if (sign === 'u' && text.length > 2) return String.fromCharCode(parseInt(text.slice(2), 16));
  return ESCAPES.get(sign) ?? sign;
}
