/** `nginx.conf` and its parts → settings: directives are entries, blocks hold others, every word keeps its exact place. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';
import { rootOf } from './root-of.ts';

/** A comment, what a template puts in, a sign, a quoted word or a plain one; `${X}` is the only place where a plain word holds braces. */
const TOKEN =
  /#[^\r\n]*|\{%[^%\r\n]{0,500}%\}|\{\{[^{}\r\n]{0,500}\}\}|[;{}]|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|(?:\$\{\w*\}|\\[^]|[^\s;{}"'#\\]|(?<=[^\s;{}])["'#])+|\S/g;

/** Directives whose first word is the name of what the second one sets. */
const NAMING =
  /^(?:(?:proxy|grpc)_set_header|add_header|more_set_headers|set|(?:fastcgi|uwsgi|scgi)_param|env|proxy_ssl_conf_command)$/;

interface Word extends TextRange {
  /** Without quotes. */
  readonly text: string;
  /** With quotes. */
  readonly whole: TextRange;
}

interface Block {
  readonly head: readonly Word[];
  readonly children: SettingNode[];
}

export function parseNginx(source: Source): SettingsDocument {
  const { path, text } = source;
  const notices: Notice[] = [];
  const top: Block = { head: [], children: [] };
  const open: Block[] = [top];
  let words: Word[] = [];
  /** Blocks below the deepest one that is read. */
  let tooDeep = 0;
  const broken = (range: TextRange): void => {
    if (notices.length === 0) notices.push({ path, reason: 'syntax-error', range });
  };
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const range = { start: match.index, end: match.index + token.length };
    const block = open.at(-1) ?? top;
    switch (token) {
      case ';':
        if (tooDeep === 0 && words.length > 0) block.children.push(directive(words, text));
        words = [];
        break;
      case '{':
        if (open.length > MAX_SETTING_DEPTH) {
          tooDeep++;
          notices.push(...(tooDeep === 1 ? [{ path, reason: 'parser-failed', detail: TOO_DEEP } as const] : []));
        } else open.push({ head: words, children: [] });
        words = [];
        break;
      case '}':
        if (words.length > 0) broken(range);
        words = [];
        if (tooDeep > 0) tooDeep--;
        else if (open.length > 1) close(open, range.end, text);
        else broken(range);
        break;
      default:
        if (!token.startsWith('#') && !token.startsWith('{%')) words.push(wordOf(token, range));
    }
  }
  const last = words.at(-1);
  if (last) {
    broken(last);
    if (tooDeep === 0) open.at(-1)?.children.push(directive(words, text));
  }
  if (open.length > 1) broken({ start: text.length, end: text.length });
  while (open.length > 1) close(open, text.length, text);
  const root = rootOf(text, top.children);
  return { kind: 'settings', source, format: 'nginx', roots: top.children.length > 0 ? [root] : [], notices };
}

function wordOf(token: string, range: TextRange): Word {
  const isQuoted = token.length > 1 && /^(["'])[^]*\1$/.test(token);
  return isQuoted
    ? { text: token.slice(1, -1), start: range.start + 1, end: range.end - 1, whole: range }
    : { text: token, ...range, whole: range };
}

function close(open: Block[], end: number, text: string): void {
  const block = open.pop();
  const [name] = block?.head ?? [];
  const last = block?.head.at(-1);
  if (!block || !name || !last) return;
  const keyRange = { start: name.whole.start, end: last.whole.end };
  open.at(-1)?.children.push({
    key: text.slice(keyRange.start, keyRange.end),
    keyRange,
    valueRange: { start: keyRange.end, end },
    range: { start: keyRange.start, end },
    children: block.children,
  });
}

function directive(words: readonly Word[], text: string): SettingNode {
  const nothing = { start: 0, end: 0 };
  const [name = { text: '', ...nothing, whole: nothing }, ...given] = words;
  const range = { start: name.whole.start, end: words.at(-1)?.whole.end ?? name.end };
  const [named, content] = given;
  if (named && content && NAMING.test(name.text)) {
    const inner = entry(named, [content], { start: named.whole.start, end: content.whole.end }, text);
    const { keyRange } = entry(name, [], range, text);
    return { key: name.text, keyRange, valueRange: inner.range, range, children: [inner] };
  }
  return entry(name, given, range, text);
}

/** Several words are one value as they are written. */
function entry(name: Word, given: readonly Word[], range: TextRange, text: string): SettingNode {
  const [first] = given;
  const isOne = given.length === 1;
  const valueRange = {
    start: (isOne ? first : first?.whole)?.start ?? name.whole.end,
    end: (isOne ? first : given.at(-1)?.whole)?.end ?? name.whole.end,
  };
  const written = isOne && first ? first.text : text.slice(valueRange.start, valueRange.end);
  const keyRange = { start: name.start, end: name.end };
  return {
    key: name.text.replace(/^\$/, ''),
    keyRange,
    valueRange,
    range,
    value: filledIn(readInterpolation(written, valueRange)),
  };
}

/** `${X}` is put in when the server starts, `$x` belongs to a request and is not known. */
function filledIn(value: Value): Value {
  if (value.kind === 'composed') return { ...value, parts: value.parts.map(filledIn) };
  return value.kind === 'environment' && /[a-z]/.test(value.name) ? { kind: 'unknown', range: value.range } : value;
}
