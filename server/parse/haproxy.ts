/** `haproxy.cfg` → settings by section. Servers and sockets are entries with the options that follow their address. */
import type { SettingNode, SettingsDocument } from '../model/document.ts';
import type { Source } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import { entryOf, groupOf, wordedLines, type Word } from './directives.ts';
import { readInterpolation } from './interpolation.ts';
import { rootOf } from './root-of.ts';

const SECTION =
  /^(?:global|defaults|frontend|backend|listen|userlist|peers|resolvers|mailers|program|cache|http-errors|ring|log-forward|log-profile|fcgi-app|crt-store|traces|acme)$/;
/** Options of servers and sockets that stand alone; behind all others stands a value. */
const ALONE =
  /^(?:ssl|check|agent-check|backup|disabled|enabled|stick|tfo|transparent|v4v6|v6only|accept-(?:proxy|netscaler-cip)|defer-accept|prefer-client-ciphers|strict-sni|allow-0rtt|generate-certificates|quic-force-retry|check-(?:send-proxy|ssl|via-socks4|reuse-pool)|send-proxy(?:-v2(?:-ssl(?:-cn)?)?)?|(?:no|force)-[a-z\d.-]+|non-stick|tls-tickets|expose-fd|default-crt)$/;
/** `http-request set-header NAME value` */
const HEADERS = /^http-(?:request|response|after-response)$/;

interface Section {
  readonly head: readonly Word[];
  readonly children: SettingNode[];
  end: number;
}

export function parseHaproxy(source: Source): SettingsDocument {
  const { text } = source;
  const top: SettingNode[] = [];
  let section: Section | undefined;
  const finish = (): void => {
    if (section) top.push(nodeOf(section, text));
  };
  for (const words of wordedLines(text, 'word')) {
    const [name, ...given] = words;
    if (!name) continue;
    const end = (words.at(-1) ?? name).whole.end;
    if (SECTION.test(name.text)) {
      finish();
      section = { head: words.slice(0, 2), children: [], end };
      continue;
    }
    (section?.children ?? top).push(lineOf(name, given, end, text));
    if (section) section.end = end;
  }
  finish();
  return {
    kind: 'settings',
    source,
    format: 'haproxy',
    roots: top.length > 0 ? [rootOf(text, top)] : [],
    notices: [],
  };
}

function nodeOf({ head, children, end }: Section, text: string): SettingNode {
  const start = head[0]?.whole.start ?? 0;
  const keyRange = { start, end: head.at(-1)?.whole.end ?? start };
  return {
    key: text.slice(keyRange.start, keyRange.end),
    keyRange,
    valueRange: { start: keyRange.end, end },
    range: { start, end },
    children,
  };
}

function lineOf(name: Word, given: readonly Word[], end: number, text: string): SettingNode {
  const [first, second, third, ...rest] = given;
  if (/^(?:server|server-template)$/.test(name.text) && first && second) {
    // A template says how many servers there are before it says where.
    const [address, others] = name.text === 'server' || !third ? [second, given.slice(2)] : [third, rest];
    const children = [named('address', address), ...optionsOf(others, text)];
    return groupOf(name, [groupOf(first, children, end)], end);
  }
  if (name.text === 'bind' && first)
    return groupOf(name, [named('address', first), ...optionsOf(given.slice(1), text)], end);
  if (name.text === 'default-server' && first) return groupOf(name, optionsOf(given, text), end);
  if (name.text === 'user' && first && second)
    return groupOf(name, [groupOf(first, optionsOf(given.slice(1), text), end)], end);
  if (name.text === 'stats' && first?.text === 'auth' && second) {
    const account = accountOf(second);
    if (account) return groupOf(name, [groupOf(first, account, end)], end);
  }
  if (HEADERS.test(name.text) && first && second && third && /^(?:set|add)-header$/.test(first.text))
    return groupOf(name, [groupOf(first, [entryOf(second, [third], text)], end)], end);
  return entryOf(name, given, text);
}

/** A word that has a name by its place only. */
function named(key: string, { start, end, text, whole }: TextRange & Pick<Word, 'text' | 'whole'>): SettingNode {
  const range = { start, end };
  return { key, keyRange: range, valueRange: range, range: whole, value: readInterpolation(text, range) };
}

function optionsOf(words: readonly Word[], text: string): SettingNode[] {
  const options: SettingNode[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    const next = words[index + 1];
    if (!word) continue;
    const takesValue = !ALONE.test(word.text) && next !== undefined;
    options.push(entryOf(word, takesValue ? [next] : [], text));
    if (takesValue) index++;
  }
  return options;
}

/** `name:password` */
function accountOf({ start, text }: Word): readonly SettingNode[] | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const part = (key: string, from: number, to: number): SettingNode => {
    const range = { start: start + from, end: start + to };
    return named(key, { ...range, text: text.slice(from, to), whole: range });
  };
  return [part('user', 0, colon), part('password', colon + 1, text.length)];
}
