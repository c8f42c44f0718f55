/** `nginx.conf` and its parts → settings: directives are entries, blocks hold others, every word keeps its exact place. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { entryOf, groupOf, wordOf, type Word } from './directives.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';
import { rootOf } from './root-of.ts';

/** A comment, what a template puts in, a sign, a quoted word or a plain one; `${X}` is the only place where a plain word holds braces. */
const TOKEN =
  /#[^\r\n]*|\{%[^%\r\n]{0,500}%\}|\{\{[^{}\r\n]{0,500}\}\}|[;{}]|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|(?:\$\{\w*\}|\\[^]|[^\s;{}"'#\\]|(?<=[^\s;{}])["'#])+|\S/g;

/** Directives whose first word is the name of what the second one sets. */
const NAMING =
  /^(?:(?:proxy|grpc)_set_header|add_header|more_set_headers|set|(?:fastcgi|uwsgi|scgi)_param|env|proxy_ssl_conf_command)$/;

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
        if (!token.startsWith('#') && !token.startsWith('{%')) words.push(wordOf(token, match.index));
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
    const inner = entryOf(named, [content], text, filledIn);
    return groupOf(name, [{ ...inner, key: inner.key.replace(/^\$/, '') }], range.end);
  }
  return entryOf(name, given, text, filledIn, range);
}

/** `${X}` is put in when the server starts, `$x` belongs to a request: link may find what `set` gives it, by its spelling. */
function filledIn(text: string, range: TextRange): Value {
  return withoutRequest(readInterpolation(text, range));
}

function withoutRequest(value: Value): Value {
  if (value.kind === 'composed') return { ...value, parts: value.parts.map(withoutRequest) };
  return value.kind === 'environment' && /[a-z]/.test(value.name)
    ? { kind: 'unknown', range: value.range, spelled: `$${value.name}` }
    : value;
}
