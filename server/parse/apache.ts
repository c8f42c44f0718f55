/** Files of Apache (`httpd.conf`, `.htaccess`, sites) → settings: directives are entries, sections hold others. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { Value } from '../model/value.ts';
import { entryOf, groupOf, wordedLines, type Word } from './directives.ts';
import { readInterpolation } from './interpolation.ts';
import { MAX_SETTING_DEPTH, TOO_DEEP } from './setting-limits.ts';
import { rootOf } from './root-of.ts';

/** Directives whose first word is the name or path that the rest belongs to. */
const NAMING = /^(?:SetEnv|Define|SetEnvIf\w*)$/i;
/** The same with an address, behind which options stand; inside of a location the path may be left out. */
const HANDING_ON = /^(?:Proxy(?:Pass|PassMatch|PassReverse|Remote|RemoteMatch)|BalancerMember)$/i;
/** `Header always set NAME value`, `RequestHeader set NAME value` */
const HEADER = /^(?:Request)?Header$/i;
const ACTION = /^(?:set|setifempty|add|append|merge|edit\*?)$/i;
const REWRITE = /^RewriteRule$/i;
/** A rule that hands on instead of redirecting. */
const HANDS_ON = /^\[(?:[^\]]*,)?\s?(?:P|proxy)\s?[,\]]/i;

interface Section {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly start: number;
  readonly children: SettingNode[];
}

export function parseApache(source: Source): SettingsDocument {
  const { path, text } = source;
  const notices: Notice[] = [];
  const top: Section = { key: '', keyRange: { start: 0, end: 0 }, start: 0, children: [] };
  const open: Section[] = [top];
  let tooDeep = 0;
  const broken = (range: TextRange): void => {
    if (notices.length === 0) notices.push({ path, reason: 'syntax-error', range });
  };
  for (const words of wordedLines(text, 'line')) {
    const [name = words[0], ...given] = words;
    if (!name) continue;
    const end = (words.at(-1) ?? name).whole.end;
    const section = sectionOf(name.whole.start, end, text);
    if (section?.isEnd === true) {
      if (tooDeep > 0) tooDeep--;
      else if (open.length > 1) close(open, end);
      else broken({ start: name.whole.start, end });
    } else if (section) {
      if (tooDeep > 0 || open.length > MAX_SETTING_DEPTH) {
        notices.push(...(tooDeep++ === 0 ? [{ path, reason: 'parser-failed', detail: TOO_DEEP } as const] : []));
      } else open.push({ ...section, start: name.whole.start, children: [] });
    } else if (tooDeep === 0) open.at(-1)?.children.push(directive(name, given, end, text));
  }
  if (open.length > 1) broken({ start: text.length, end: text.length });
  while (open.length > 1) close(open, text.length);
  return {
    kind: 'settings',
    source,
    format: 'apache',
    roots: top.children.length > 0 ? [rootOf(text, top.children)] : [],
    notices,
  };
}

/** `<VirtualHost *:443>` is the section `VirtualHost *:443`. */
function sectionOf(
  start: number,
  end: number,
  text: string,
): { readonly key: string; readonly keyRange: TextRange; readonly isEnd: boolean } | undefined {
  if (text.charAt(start) !== '<' || !/^<\/?[A-Za-z]/.test(text.slice(start, start + 3))) return undefined;
  const isEnd = text.charAt(start + 1) === '/';
  const from = start + (isEnd ? 2 : 1);
  const to = text.charAt(end - 1) === '>' ? end - 1 : end;
  const key = text.slice(from, Math.max(from, to)).trimEnd();
  return { key, keyRange: { start: from, end: from + key.length }, isEnd };
}

function close(open: Section[], end: number): void {
  const section = open.pop();
  if (!section) return;
  const { key, keyRange, start, children } = section;
  open.at(-1)?.children.push({
    key,
    keyRange,
    valueRange: { start: Math.min(end, keyRange.end), end },
    range: { start, end },
    children,
  });
}

function directive(name: Word, given: readonly Word[], end: number, text: string): SettingNode {
  const named = (words: readonly Word[]): SettingNode | undefined => {
    const [first, ...rest] = words;
    return first && rest.length > 0 ? groupOf(name, [entryOf(first, rest, text, valueOf)], end) : undefined;
  };
  if (NAMING.test(name.text)) return named(given) ?? entryOf(name, given, text, valueOf);
  if (HANDING_ON.test(name.text)) {
    const hasPath = given.length > 1 && !/^[\w+]+:/.test(given[0]?.text ?? '');
    const group = hasPath ? named(given.slice(0, 2)) : undefined;
    return group ?? entryOf(name, given.slice(0, 1), text, valueOf, { start: name.start, end });
  }
  if (HEADER.test(name.text)) {
    const action = given.findIndex((word, index) => index < 2 && ACTION.test(word.text));
    const group = action < 0 ? undefined : named(given.slice(action + 1, action + 3));
    if (group) return group;
  }
  if (REWRITE.test(name.text) && given.length > 1) {
    const group = named(given.slice(0, 2));
    if (group) return HANDS_ON.test(given[2]?.text ?? '') ? { ...group, key: `${group.key} [P]` } : group;
  }
  return entryOf(name, given, text, valueOf);
}

/** `${X}` is put in when the server starts; `%{X}` and `$1` belong to a request. */
function valueOf(text: string, range: TextRange): Value {
  return /%\{|(?<!\$)\$\d/.test(text) && !/^[a-z]+:\/\//i.test(text)
    ? { kind: 'unknown', range }
    : readInterpolation(text, range);
}
