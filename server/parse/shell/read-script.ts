/** A script of the shell, or a piece of one inside another file → what it sets and what it runs. */
import { forEachChild, parse, type Assignment, type Command, type HereDoc, type SyntaxNode, type Word } from 'unbash';
import type { SettingNode } from '../../model/document.ts';
import type { CommandArgument, CommandNode } from '../../model/facts.ts';
import type { TextRange } from '../../model/text-range.ts';
import { ABSENT } from '../../model/value.ts';
import { readInterpolation } from '../interpolation.ts';
import { rangeInQuotes, valueBehind, valueOfWord } from './words.ts';

export interface ShellScript {
  /** Assignments in their order, and fallbacks of variables (`: ${X:=y}`) under the variable's name. */
  readonly settings: readonly SettingNode[];
  readonly commands: readonly CommandNode[];
  /** Where the first error stands. */
  readonly error?: number;
}

/** More open brackets at once stand in no script that somebody wrote; the parser gets slow with them. */
const MOST_OPEN = 100;
/** Scripts inside of words (`sh -c '…'`). */
const MOST_NESTED = 3;

/** True where a script must not be handed to the parser. */
function isNestedTooDeep(script: string): boolean {
  let open = 0;
  for (const [sign] of script.matchAll(/[(){}]|\b(?:if|case|while|until|for|fi|esac|done)\b|<</g)) {
    if (/[)}]|^(?:fi|esac|done)$/.test(sign)) open = Math.max(0, open - 1);
    else if (sign !== '<<' && ++open > MOST_OPEN) return true;
  }
  return false;
}

/** `script` stands at `shift` in its file, letter for letter. */
export function readScript(script: string, shift: number, depth = 0): ShellScript {
  if (isNestedTooDeep(script)) return { settings: [], commands: [], error: shift };
  const reader = new ScriptReader(shift, depth);
  // Ends of lines of Windows, letter for letter.
  const { errors, ...tree } = parse(script.replace(/\\\r\n/g, ' \\\n').replace(/\r\n/g, ' \n'));
  reader.read(tree);
  const [first] = errors ?? [];
  return { settings: reader.settings, commands: reader.commands, ...(first && { error: shift + first.pos }) };
}

/** Something that looks like an option of a program: ` --hmac-secret=`, `-Djavax.net.ssl.keyStorePassword=`. */
const OPTION = /(?:^|\s)--?[A-Za-z][\w.-]{2,100}[= ]/;

/**
 * Options that a variable keeps for a program: `JAVA_OPTS="-Dserver.ssl.key-store-password=…"`. `text` stands at `start`
 * in the file, without its quotes. A command without a program, empty where there are no options.
 */
export function readOptions(text: string, start: number): readonly CommandNode[] {
  if (!OPTION.test(text) || text.includes('\\') || isNestedTooDeep(text)) return [];
  const range = { start, end: start + text.length };
  const reader = new ScriptReader(start - 2, MOST_NESTED);
  reader.read(parse(`x ${text}`));
  return reader.commands
    .filter(({ program }) => program === 'x')
    .map((command) => ({ ...command, program: '', programRange: { start, end: start }, range }));
}

/** Programs that start the program behind them. Which of their flags take a value is not known, so each word may be it. */
const STARTING =
  /^(?:sudo|doas|env|exec|time|nohup|timeout|command|xargs|nice|ionice|gosu|su-exec|tini|dumb-init|watch|docker|podman|docker-compose|kubectl|oc|ssh|sshpass|dotenv|cross-env|npx|flock|retry|chroot|runuser|wait-for-it|then|if|!)$/;
const MOST_STARTED = 12;
/** Programs that take a script as a word or from a heredoc. */
const SHELLS = /^(?:ba|da|z|k|a)?sh$|^(?:su|ssh|eval|runuser)$/;
/** Those of them that take it as any word; the others behind a flag (`-c`, `-lc`), and `sh -s` not at all. */
const ANY_WORD = /^(?:su|ssh|eval|runuser)$/;
const SCRIPT_FLAG = /^-[A-Za-z]{0,8}c$/;
/** `--password=…`, `NAME=…`, `-Dspring.datasource.password=…` */
const KEY = /^(-{0,2}[A-Za-z_][\w.:/-]{0,100})=/;
/** A line of settings inside a heredoc. */
const LINE = /^[ \t]{0,40}(?:export[ \t]{1,4})?([A-Za-z_][\w.-]{1,60})=([^\r\n]{0,400})$/gm;

class ScriptReader {
  readonly settings: SettingNode[] = [];
  readonly commands: CommandNode[] = [];
  readonly #shift: number;
  readonly #depth: number;

  constructor(shift: number, depth: number) {
    this.#shift = shift;
    this.#depth = depth;
  }

  read(node: SyntaxNode, isAssigned = false, isCaught = false): void {
    // Escaped backticks are read from a text of their own: their offsets are not those of the file.
    if (node.type === 'Script' && node.source !== undefined) return;
    if (node.type === 'Assignment') this.#assign(node);
    else if (node.type === 'Command') this.#run(node, isCaught);
    else if (node.type === 'HereDocBody') return;
    else if (node.type === 'ParameterExpansion' && !isAssigned && /[-=]$/.test(operatorOf(node))) {
      const keyRange = this.#range(node.parameterPos, node.parameterEnd);
      const word: Word = {
        type: 'Word',
        text: node.text,
        value: node.text,
        pos: node.pos,
        end: node.end,
        parts: [node],
      };
      const range = this.#range(node.pos, node.end);
      const value = valueOfWord(word, this.#shift);
      if (value.kind === 'environment')
        this.settings.push({ key: node.parameter, keyRange, valueRange: range, range, value });
    }
    const below = isAssigned || node.type === 'Assignment';
    const isTaken = isCaught || /^(?:Command|Process)(?:Expansion|Substitution)$/.test(node.type);
    const last = node.type === 'Pipeline' ? node.commands.at(-1) : undefined;
    if ('type' in node)
      forEachChild(node, (child) => {
        this.read(child, below, isTaken || (last !== undefined && child !== last));
      });
  }

  #assign({ name, pos, end, value }: Assignment): void {
    const keyRange = this.#range(pos, pos + name.length);
    const range = this.#range(pos, end);
    if (value.type === 'Word') {
      const valueRange = rangeInQuotes(value, this.#shift);
      const isQuoted = valueRange.start > this.#shift + value.pos;
      if (isQuoted) this.commands.push(...readOptions(value.text.slice(1, -1), valueRange.start));
      this.settings.push({
        key: name,
        keyRange,
        valueRange,
        range,
        value: valueOfWord(value, this.#shift),
      });
      return;
    }
    const children = value.elements.map((element, index): SettingNode => {
      const itself = this.#range(element.pos, element.end);
      return {
        key: String(index),
        keyRange: itself,
        valueRange: rangeInQuotes(element, this.#shift),
        range: itself,
        value: valueOfWord(element, this.#shift),
      };
    });
    this.settings.push({
      key: name,
      keyRange,
      valueRange: this.#range(value.pos, value.end),
      range,
      children,
      list: true,
    });
  }

  #run({ name, args, pos, end, redirects }: Command, isCaught: boolean): void {
    if (!name) {
      // `RUN <<EOF` of a Dockerfile
      for (const redirect of redirects) if (redirect.type === 'HereDoc') this.#readDocument(redirect, true);
      return;
    }
    const words = args.filter((each) => each.type === 'Word');
    const program = programOf(name);
    const isWritten = redirects.some((redirect) => redirect.type === 'Redirect' && redirect.operator.includes('>'));
    this.#add(name, words, this.#range(pos, end), false, isCaught || isWritten);
    if (STARTING.test(program)) {
      for (const [index, word] of words.slice(0, MOST_STARTED).entries())
        if (/^[\w./-]+$/.test(word.value) && !word.value.startsWith('-'))
          this.#add(word, words.slice(index + 1), this.#range(word.pos, end), true);
    }
    const isShell = SHELLS.test(program) || words.some((word) => SHELLS.test(programOf(word)));
    const takesAny = [name, ...words].some((word) => ANY_WORD.test(programOf(word)));
    if (isShell && this.#depth < MOST_NESTED)
      for (const [index, word] of words.entries())
        if (takesAny || SCRIPT_FLAG.test(words[index - 1]?.value ?? '')) this.#readInner(word);
    for (const redirect of redirects) if (redirect.type === 'HereDoc') this.#readDocument(redirect, isShell);
  }

  #add(name: Word, words: readonly Word[], range: TextRange, isStarted: boolean, isCaught = false): void {
    this.commands.push({
      program: programOf(name),
      programRange: rangeInQuotes(name, this.#shift),
      range,
      arguments: words.map((word) => this.#argument(word)),
      isStarted,
      ...(isCaught && { isCaught }),
    });
  }

  #argument(word: Word): CommandArgument {
    const range = rangeInQuotes(word, this.#shift);
    const key = KEY.exec(word.value)?.[1];
    const value = key === undefined ? undefined : valueBehind(word, key.length + 1, this.#shift);
    if (key !== undefined && value) return { text: word.value, range, key, value };
    if (/^-./.test(word.value)) {
      // `-p"$X"`: a letter with its value at once.
      const attached = /^-[A-Za-z]./.test(word.value) ? valueBehind(word, 2, this.#shift) : undefined;
      return {
        text: word.value,
        range,
        key: attached ? word.value.slice(0, 2) : word.value,
        value: attached ?? ABSENT,
      };
    }
    return { text: word.value, range, key: '', value: valueOfWord(word, this.#shift) };
  }

  /** `sh -c '…'`, `ssh host '…'` */
  #readInner(word: Word): void {
    const range = rangeInQuotes(word, this.#shift);
    if (!/\s/.test(word.value) || word.value.length !== range.end - range.start) return;
    this.#take(readScript(word.value, range.start, this.#depth + 1));
  }

  #readDocument({ body }: HereDoc, isScript: boolean): void {
    const start = this.#shift + body.pos;
    if (isScript && this.#depth < MOST_NESTED) {
      this.#take(readScript(body.text, start, this.#depth + 1));
      return;
    }
    for (const { 0: whole, 1: key = '', 2: written = '', index } of body.text.matchAll(LINE)) {
      const line = written.trimEnd();
      const quote = line.length > 1 && /^["']/.test(line) && line.endsWith(line.charAt(0)) ? 1 : 0;
      const raw = line.slice(quote, line.length - quote);
      const from = start + index + whole.length - written.length;
      const valueRange = { start: from + quote, end: from + quote + raw.length };
      const keyStart = from - key.length - 1;
      this.settings.push({
        key,
        keyRange: { start: keyStart, end: keyStart + key.length },
        valueRange,
        range: { start: keyStart, end: from + written.length },
        value: readInterpolation(raw, valueRange),
      });
    }
  }

  #take({ settings, commands }: ShellScript): void {
    this.settings.push(...settings);
    this.commands.push(...commands);
  }

  #range(start: number, end: number): TextRange {
    return { start: this.#shift + start, end: this.#shift + end };
  }
}

function programOf({ value }: Word): string {
  return value.slice(value.lastIndexOf('/') + 1);
}

function operatorOf(node: Extract<SyntaxNode, { type: 'ParameterExpansion' }>): string {
  return node.operation?.type === 'Default' ? node.operation.operator : '';
}
