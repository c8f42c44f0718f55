/** Passwords in addresses, connection strings and Basic headers, wherever they stand. What is a placeholder the rule decides. */
import { isInComment, lineAround, matchesOf, type FoundText } from './found-text.ts';

export function readConnectionSecrets(text: string): FoundText[] {
  const found = [
    ...userInfos(text),
    ...oracleUsers(text),
    ...queries(text),
    ...keyValueLists(text),
    ...storageKeys(text),
    ...basicHeaders(text),
  ];
  return found.map((each) => ({
    ...each,
    parts: {
      ...each.parts,
      ...(isInComment(text, each.start) && { comment: 'yes' }),
      ...(isShown(text, each.start) && { shown: 'yes' }),
    },
  }));
}

/** Words shortly before an address that make it an example: what a person is shown, not what a program connects to. */
const EXAMPLE = /\be\.g\b|\bz\. ?B\.|\bexample|\bbeispiel|\busage|\baufruf|\becho\b|\bprintf\b|\bconsole\./i;
const NEAR = 80;

function isShown(text: string, at: number): boolean {
  const { before } = lineAround(text, at);
  const sign = before.lastIndexOf('://');
  const words = sign <= 0 ? '' : before.slice(0, sign - schemeBefore(before, sign).length);
  // A sentence goes on; `url: postgres://…` is a setting.
  return EXAMPLE.test(words.slice(-NEAR)) || /[\p{L},.)] $/u.test(words);
}

const AUTHORITY = /^([^\s:@/"'`\\<>?]{0,200}):([^\s@/"'`\\<>?]{1,200})@([^\s/"'`?#,;<>()\\@|&]{0,253})/;
/** After these a name, a version and a digest stand, not a user, a password and a host. */
const NO_ACCESS = /^(?:docker|docker-image|oci|docker-daemon|containers-storage|npm|pkg|purl|urn|at)$/i;

function* userInfos(text: string): Iterable<FoundText> {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const match = AUTHORITY.exec(text.slice(at + 3, at + 700));
    if (!match) continue;
    const [, user = '', password = '', host = ''] = match;
    const scheme = schemeBefore(text, at);
    if (scheme === '' || NO_ACCESS.test(scheme) || /^sha\d{3}$/.test(host)) continue;
    // `host:8080#anchor@…`: a port and what follows it.
    if (/^\d{1,5}(?:#|$)/.test(password) && user.includes('.')) continue;
    const start = at + 3 + user.length + 1;
    yield { shape: 'url-password', start, end: start + password.length, text: password, parts: { scheme, user, host } };
  }
}

/** The scheme of an address whose `://` stands at an offset, in lower case. */
function schemeBefore(text: string, at: number): string {
  return (
    text
      .slice(Math.max(0, at - 32), at)
      .split(/[^a-z\d+.-]/i)
      .at(-1)
      ?.toLowerCase() ?? ''
  );
}

/** The address that is not at its end yet where `before` ends: from its scheme on nothing that could end it. */
function openAddress(before: string): { readonly scheme: string; readonly rest: string } | undefined {
  const at = before.lastIndexOf('://');
  const rest = before.slice(at + 3);
  return at <= 0 || /[\s"'`<>]/.test(rest) ? undefined : { scheme: schemeBefore(before, at), rest };
}

/** `jdbc:oracle:thin:scott/tiger@host` */
function* oracleUsers(text: string): Iterable<FoundText> {
  for (const { index } of matchesOf(/jdbc:oracle:(?:thin|oci8?):/gi, text)) {
    const match = /^(jdbc:oracle:\w+:([^\s/:@"'`]{1,80})\/)([^\s@"'`]{1,120})@([^\s"'`]{0,100})/i.exec(
      text.slice(index, index + 400),
    );
    if (!match) continue;
    const [, head = '', user = '', password = '', host = ''] = match;
    const start = index + head.length;
    yield {
      shape: 'url-password',
      start,
      end: start + password.length,
      text: password,
      parts: { scheme: 'jdbc:oracle', user, host: host.replace(/^\/+/, '') },
    };
  }
}

const PARAMETER =
  /[?&;](password|passwd|passwort|kennwort|pwd|sslpassword|api[_-]?key|access[_-]?token|client[_-]?secret|token|secret|sig)=([^&\s"'`;#<>()\\,|]{1,600})/gi;
/** The longest address that is looked at. */
const LONGEST_ADDRESS = 1500;

function* queries(text: string): Iterable<FoundText> {
  for (const match of matchesOf(PARAMETER, text)) {
    const name = match[1] ?? '';
    const value = match[2] ?? '';
    const before = text.slice(Math.max(0, match.index - LONGEST_ADDRESS), match.index);
    const address = openAddress(before);
    if (!address) continue;
    const start = match.index + match[0].length - value.length;
    const host = address.rest.split(/[/?#;]/)[0] ?? '';
    yield {
      shape: 'url-parameter',
      start,
      end: start + value.length,
      text: value,
      parts: { scheme: address.scheme, name, host },
    };
  }
}

const PASSWORD_ENTRY =
  /(?<![\w-])(?:password|passwort|kennwort|pwd) ?= ?(\{[^}\r\n]{1,80}\}|[^\s"'`;,<>&|()\\]{1,120})/gi;
/** Entries that make a list of `name=value` a connection: of ADO and ODBC with semicolons, of libpq with blanks. */
const ADO_ENTRY =
  /(?:^|["'`=>\s])(?:server|data source|datasource|host|hostname|user id|userid|uid|user|username|database|initial catalog|driver|dsn|address|network address|provider|integrated security|port) ?=/i;
const LIBPQ_ENTRY = /(?<![\w-])(?:host|hostaddr|dbname)=/i;
const LIBPQ_USER = /(?<![\w-])user=/i;

function* keyValueLists(text: string): Iterable<FoundText> {
  for (const match of matchesOf(PASSWORD_ENTRY, text)) {
    const written = match[1] ?? '';
    const start = match.index + match[0].length - written.length;
    const { before, after } = lineAround(text, match.index);
    const isAdo = isAdoList(before, after.slice(match[0].length));
    const line = before + after;
    const isLibpq = LIBPQ_ENTRY.test(line) && LIBPQ_USER.test(line);
    if (!isAdo && !isLibpq) continue;
    // In an address the parameters are read above.
    if (openAddress(before)) continue;
    const host = /(?:server|data source|host|address) ?= ?([^;"'`\s]{1,120})/i.exec(line)?.[1] ?? '';
    const user = /(?:user id|uid|username|user) ?= ?([^;"'`\s]{1,80})/i.exec(line)?.[1] ?? '';
    yield {
      shape: 'connection-password',
      start,
      end: start + written.length,
      text: written,
      parts: { host, user, scheme: 'ado' },
    };
  }
}

/** Entries of a connection before or after, in the same list. */
function isAdoList(before: string, after: string): boolean {
  if (before.trimEnd().endsWith(';')) return before.split(';').some((entry) => ADO_ENTRY.test(entry));
  return (
    /^ ?;/.test(after) &&
    after
      .slice(0, 300)
      .split(';')
      .slice(1)
      .some((entry) => ADO_ENTRY.test(entry))
  );
}

function* storageKeys(text: string): Iterable<FoundText> {
  for (const match of matchesOf(/(?:AccountKey|SharedAccessKey)=([A-Za-z\d+/]{40,90}={0,2})/g, text)) {
    const key = match[1] ?? '';
    // The key of the storage emulator, the same for everybody.
    if (key.startsWith('Eby8vdM02xNOcqFl')) continue;
    const start = match.index + match[0].length - key.length;
    yield { shape: 'storage-key', start, end: start + key.length, text: key, parts: {} };
  }
}

function* basicHeaders(text: string): Iterable<FoundText> {
  for (const match of matchesOf(/(?<!\w)Basic\s{1,3}([A-Za-z\d+/_-]{6,400}={0,2})(?![\w+/=])/gi, text)) {
    const encoded = match[1] ?? '';
    const decoded = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    if (colon < 0 || decoded.length > 300 || !/^[\x20-\x7eäöüßÄÖÜ§€]+$/.test(decoded)) continue;
    const [user, password] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
    const start = match.index + match[0].length - encoded.length;
    yield { shape: 'basic-credentials', start, end: start + encoded.length, text: password, parts: { user } };
  }
}
