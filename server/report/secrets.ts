/**
 * Keeps secrets of inspected files out of everything that is shown. What a finding calls a secret is replaced wherever
 * it occurs; beyond that an excerpt hides what stands behind a name that promises a secret, because a rule may be
 * switched off and a line may hold more than one defect.
 */
import type { TextRange } from '../model/text-range.ts';

const DOT = '•';
/** Longer lines were written by programs. */
const LONGEST_LINE = 2000;
/** Shorter texts occur by chance (`a`, `1`), and replacing them everywhere would leave nothing to read. */
const SHORTEST = 4;

/** A name that promises a secret: `dbPassword`, `client_secret`, `api-key`. */
const PROMISE =
  /passw|passphrase|kennwort|losung|pwd|secret|geheim|token|(?:api|access|account|private|signing|encryption|shared)[_-]?key|schl(?:ue|ü)ssel|credential|authorization|(?:^|[^a-z])(?:pw|pass)(?:$|[^a-z])/i;
const QUOTED = /["'\x60]([^"'\x60]+)["'\x60]/g;
/** How far before a value its name may begin. */
const NAME_REACH = 80;
/** The password of an address, or a token in the place of the user: `postgres://name:…@host`, `https://…@host`. */
const ADDRESS = /:\/\/(?:[^\s:@/'"]{0,80}:)?([^\s@/'"]+)@/g;
/** Where a name may stand in a text. */
const WORD = /[\w.-]{2,}/g;
/** Behind a name: `DB_PASSWORD=…`, `--password …`, `Passwort: …`. */
const WRITTEN = /["']?(?:\s{0,2}[=:]\s{0,2}|\s)(["']?)([^\s"'\x60,;&|)}\]<>]{4,200})/y;
/** Behind a name: `setPassword('…')`, `get('DB_PASSWORD', '…')`. */
const HANDED_OVER = /(?:["'\x60],\s{0,2}|\()["'\x60]([^"'\x60]{4,200})/y;
/** What commands take a password from: `curl -u name:…`, `sshpass -p …`, `mysql -p…`, `Bearer …`. */
const COMMAND = /(?:\s-u\s{1,3}[^\s:"']{1,80}:|\s-p\s{0,3}|\b(?:Bearer|Basic)\s{1,3})([^\s"'\x60]{4,400})/g;

/** A value of a query whose name promises a secret: `?key=…`. */
const QUERY = /[?&](?:[\w-]{0,40}(?:key|token|secret|sig|signature|passw\w{0,6}|pin|auth|code))=([^&#\s"'`]+)/gi;
/** What looks drawn at random is a secret of some kind, whatever stands before it. */
const RANDOM = /[A-Za-z\d+_-]{12,}/g;

const SCRIPT = /\.[cm]?[jt]sx?$/i;

function dots(text: string): string {
  return text.replace(/[^\s]/gu, (character) => DOT.repeat(character.length));
}

/** Texts of a file that must not be shown, the longest first so that a part never uncovers the rest. */
export function secretTexts(text: string, ranges: readonly TextRange[]): readonly string[] {
  const texts = new Set<string>();
  for (const range of ranges) {
    for (const line of text.slice(range.start, range.end).split(/[\r\n]+/)) {
      const bare = line.trim().replace(/^(["'`])(.*)\1$/, '$2');
      if (bare.length >= SHORTEST) texts.add(bare);
    }
  }
  return [...texts].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/**
 * Replaces every occurrence of the texts by dots of the same length. A name that happens to read like the secret stays
 * (`password: 'password'`), and so does a longer word around a short one (`contest` where the secret is `test`).
 */
export function withoutSecrets(shown: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => {
    const isWord = /^\w+$/.test(secret);
    let result = '';
    let end = 0;
    for (let at = rest.indexOf(secret); at >= 0; at = rest.indexOf(secret, end)) {
      const after = rest.slice(at + secret.length, at + secret.length + 8);
      const isName = isWord && /^["'\]]{0,2}\s{0,2}[:=]/.test(after);
      const isPart = isWord && secret.length < 8 && (/\w/.test(rest.charAt(at - 1)) || /^\w/.test(after));
      result += rest.slice(end, at) + (isName || isPart ? secret : dots(secret));
      end = at + secret.length;
    }
    return result + rest.slice(end);
  }, shown);
}

/** Texts of a file that stand behind names that promise a secret and read like one: no path, and not words alone. */
export function promisedTexts(text: string, path: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) =>
    line.length > LONGEST_LINE || !PROMISE.test(line)
      ? []
      : promisedSecrets(line, path)
          .map(({ start, end }) => line.slice(start, end))
          .filter((value) => value.length >= 8 && /\d/.test(value) && !/[\s/]/.test(value)),
  );
}

/** A name or a path out of a file: secrets as dots, and what looks drawn at random (`/hook/<token>`). */
export function showableName(name: string, secrets: readonly string[]): string {
  return withoutSecrets(name, secrets)
    .replace(QUERY, (query, value: string) => query.slice(0, query.length - value.length) + dots(value))
    .replace(RANDOM, (text) => (isDrawn(text) ? dots(text) : text));
}

/**
 * One line of a file as it may be shown: same length, secrets as dots.
 * `start` is the offset of the line; `flagged` is left alone unless it is a secret itself, so that the reader sees
 * what the finding is about.
 */
export function showableLine(
  line: string,
  start: number,
  path: string,
  ranges: readonly TextRange[],
  secrets: readonly string[],
  flagged: TextRange,
): string {
  let shown = line;
  const hide = (from: number, to: number): void => {
    if (from < to) shown = shown.slice(0, from) + dots(line.slice(from, to)) + shown.slice(to);
  };
  for (const range of ranges) {
    const [from, to] = [Math.max(0, range.start - start), Math.min(line.length, range.end - start)];
    const quoted = /^(["'`]).*\1$/.test(line.slice(from, to));
    hide(quoted ? from + 1 : from, quoted ? to - 1 : to);
  }
  for (const { start: from, end: to, named } of [...promisedSecrets(line, path), ...writtenSecrets(line)]) {
    const [flaggedFrom, flaggedTo] = [flagged.start - start, flagged.end - start];
    // Its value with or without its name: then the rule has seen it and says that it is no secret.
    const isFlagged = named <= flaggedFrom && flaggedTo <= to + 1 && flaggedTo > from;
    if (!isFlagged) hide(from, to);
  }
  for (const match of line.matchAll(QUERY)) {
    const value = match[1] ?? '';
    const at = match.index + match[0].length - value.length;
    if (!value.startsWith('${')) hide(at, at + value.length);
  }
  for (const match of line.matchAll(RANDOM)) if (isDrawn(match[0])) hide(match.index, match.index + match[0].length);
  return withoutSecrets(shown, secrets);
}

/**
 * Letters and digits, or capitals and small letters, that change all the time: names are made of words. A capital before
 * small letters begins a word and is no change of its own. Short names hold more numbers (`base64UrlToUtf8`).
 */
function isDrawn(text: string): boolean {
  const runs = text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  return /\d/.test(text) && /[A-Za-z]/.test(text) && runs.length * (text.length < 20 ? 2.4 : 2.8) > text.length;
}

/** A value that is to be hidden; `named` is where its name begins. */
interface Promised extends TextRange {
  readonly named: number;
}

/** Values in texts, commands and remarks, where no quotes tell where they begin. */
function writtenSecrets(line: string): Promised[] {
  const found: Promised[] = [];
  const add = (match: RegExpExecArray, value: string, named: number): void => {
    const start = match.index + match[0].length - value.length;
    found.push({ start, end: start + value.length, named });
  };
  for (const match of line.matchAll(COMMAND)) if (!isReference(match[1] ?? '')) add(match, match[1] ?? '', match.index);
  for (const { 0: name, index } of line.matchAll(WORD)) {
    if (!PROMISE.test(name)) continue;
    const handed = behind(HANDED_OVER, line, index + name.length);
    if (handed) add(handed, handed[1] ?? '', index);
    const written = behind(WRITTEN, line, index + name.length);
    const [, quote = '', value = ''] = written ?? [];
    // A word behind a word is a sentence or a type, unless it looks like nothing that stands in one.
    const isValue = quote !== '' || /\d|[^\p{L}\d.()]/u.test(value);
    if (written && isValue && !isReference(value)) add(written, value, index);
  }
  return found;
}

function behind(expression: RegExp, line: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(line);
}

/** `$NAME`, `${NAME}`, `process.env.NAME`, `config.get(…)`: where a secret comes from is none; nor is `--option`. */
function isReference(value: string): boolean {
  return /^\$|^\{\{|^--?[a-z]|^[a-z_]\w*(?:\.\w+)+$|\(/i.test(value);
}

/** Values in quotes, in addresses and in files of settings, behind names that promise a secret. */
function promisedSecrets(line: string, path: string): Promised[] {
  const found: Promised[] = [];
  const add = (match: RegExpExecArray, hidden: string, named: number): void => {
    const at = match.index + match[0].lastIndexOf(hidden);
    found.push({ start: at, end: at + hidden.length, named });
  };
  for (const match of line.matchAll(ADDRESS)) add(match, match[1] ?? '', match.index);
  for (const match of line.matchAll(QUOTED)) {
    const reach = Math.max(0, match.index - NAME_REACH);
    const before = line.slice(reach, match.index).trimEnd();
    if (!/[:=]$|\?\?$|\|\|$/.test(before)) continue;
    // `['client_secret'] =`, `"client_secret":`, `process.env.SECRET ??`
    const name = before.split(/[^\w.-]+/).findLast((part) => part !== '');
    if (name !== undefined && PROMISE.test(name)) add(match, match[1] ?? '', reach + before.lastIndexOf(name));
  }
  if (SCRIPT.test(path)) return found;
  const separator = line.search(/[:=]/);
  const value = line.slice(separator + 1).trim();
  if (separator > 0 && PROMISE.test(line.slice(0, separator)) && !/^["'$\x60{]|^$/.test(value)) {
    const at = line.indexOf(value, separator + 1);
    found.push({ start: at, end: at + value.length, named: 0 });
  }
  return found;
}
