/** Private keys: PEM over several lines, in one line, or as Base64; JSON Web Keys; keys of PuTTY. */
import { matchesOf, type FoundText } from './found-text.ts';

const BEGIN = /-----BEGIN (?:[A-Z\d]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
/** Base64 of `-----BEGIN `, at each of the three positions it can have. */
const ENCODED_BEGIN = /LS0tLS1CRUdJTi[A-Za-z\d+/]{30}/g;
/** A key of 16384 bits in PEM has 12,700 characters; escaped and indented ones more. */
const LONGEST = 20_000;
/** Characters of Base64 that make a key; Ed25519 has 64. */
const SHORTEST_KEY = 64;
/** What an invented or shortened key still has. */
const SHORTEST_BODY = 24;

export function readPrivateKeys(text: string): FoundText[] {
  return [...pemKeys(text), ...encodedKeys(text), ...bareKeys(text), ...webKeys(text), ...puttyKeys(text)];
}

function* pemKeys(text: string): Iterable<FoundText> {
  for (const { index: start, 0: armour } of matchesOf(BEGIN, text)) {
    const rest = text.slice(start + armour.length, start + LONGEST);
    const last = rest.indexOf('-----END ');
    const body = last === -1 ? rest.slice(0, 4000) : rest.slice(0, last);
    const found = bodyOf(body);
    if (found.length < SHORTEST_BODY) continue;
    const close = last === -1 ? -1 : rest.indexOf('-----', last + 9);
    const end = start + armour.length + (close === -1 ? 0 : close + 5);
    const isEncrypted =
      armour.includes('ENCRYPTED') || body.slice(0, 200).includes('ENCRYPTED') || hasOpenSshCipher(found);
    yield {
      shape: 'private-key',
      start,
      end,
      text: armour,
      parts: { ...(isEncrypted && { encrypted: 'yes' }), ...(found.length < SHORTEST_KEY && { short: 'yes' }) },
    };
  }
}

/** The Base64 of a PEM body without line breaks, escapes, quotes, comment signs and header lines; '' where it is none. */
function bodyOf(body: string): string {
  const lines = body.replaceAll(/\\[nrt]/g, '\n').split(/[\r\n]+/);
  let plain = '';
  for (const line of lines) {
    const bare = line.replaceAll(/["'`+,>#*\\;|\s]/g, '').replace(/^\/\//, '');
    if (bare === '' || /^[\w-]+:/.test(bare) || /^=[A-Za-z\d+/]{4}$/.test(bare)) continue;
    if (!/^[A-Za-z\d+/]+={0,2}$/.test(bare)) return '';
    plain += bare;
  }
  // One sign or word again and again: `xxxx`, `AAAA`.
  return new Set(plain).size < 12 ? '' : plain;
}

/** The cipher stands at the beginning of the format: `none` or the name of one. */
function hasOpenSshCipher(body: string): boolean {
  if (!body.startsWith('b3BlbnNzaC1rZXktdjEA')) return false;
  return !Buffer.from(body.slice(0, 60), 'base64').includes('none');
}

function* encodedKeys(text: string): Iterable<FoundText> {
  for (const { index: start } of matchesOf(ENCODED_BEGIN, text)) {
    const encoded = /^[A-Za-z\d+/]{44,}={0,2}/.exec(text.slice(start, start + LONGEST))?.[0] ?? '';
    const decoded = Buffer.from(encoded, 'base64').toString('latin1');
    const [inner] = pemKeys(decoded);
    if (inner) yield { ...inner, start, end: start + encoded.length, text: 'Base64' };
  }
}

/** PKCS#8 and PKCS#1 of RSA, PKCS#8 and SEC 1 of elliptic curves, by the beginning of their DER: Keycloak exports them so. */
const BARE_KEY =
  /(?<![A-Za-z\d+/])(?:MII[A-Z][A-Za-z\d+/]{2}IBA[AD]|MIGHAgEAMBMGByqGSM49|MHcCAQEE|MC4CAQAwBQYDK2Vw)[A-Za-z\d+/]{30}/g;

function* bareKeys(text: string): Iterable<FoundText> {
  for (const { index: start } of matchesOf(BARE_KEY, text)) {
    const body = /^[A-Za-z\d+/]+={0,2}/.exec(text.slice(start, start + LONGEST))?.[0] ?? '';
    // The body of a PEM key is found by its armour.
    if (/-----(?:\\[nr]|[\s"'`+,])*$/.test(text.slice(Math.max(0, start - 80), start))) continue;
    yield { shape: 'private-key', start, end: start + body.length, text: '', parts: { bare: 'yes' } };
  }
}

/** The member that makes a key private, by type of key. */
const SECRET_MEMBER = /["']?(?<![\w-])(?:d|k)["']?\s{0,3}:\s{0,3}["']([\w-]{20,1400})["']/;
const KEY_TYPE = /["']?kty["']?\s{0,3}:\s{0,3}["'](RSA|EC|OKP|oct)["']/g;
/** Beginnings of the keys that RFC 7515, 7517, 7520 and 8037 publish. */
const PUBLISHED =
  /^(?:jpsQnnGQmL|870MB6gfuT|X4cTteJY_g|Eq5xpGnNCi|AyM1SysPpb|GawgguFyGr|nWGxne_9Wm|0_NxaRPUMQ|bWUC9B-EFR|AAhRON2r9c|hJtXIZ2uSN)/;

function* webKeys(text: string): Iterable<FoundText> {
  for (const { index } of matchesOf(KEY_TYPE, text)) {
    const before = text.slice(Math.max(0, index - LONGEST), index);
    const open = before.lastIndexOf('{');
    const close = text.slice(index, index + LONGEST).indexOf('}');
    if (open === -1 || close === -1 || before.includes('}', open)) continue;
    const [start, end] = [index - before.length + open, index + close];
    const member = SECRET_MEMBER.exec(text.slice(start, end));
    if (!member?.[1] || PUBLISHED.test(member[1]) || new Set(member[1]).size < 10) continue;
    const from = start + member.index + member[0].length - member[1].length - 1;
    yield { shape: 'private-web-key', start: from, end: from + member[1].length, text: '', parts: {} };
  }
}

function* puttyKeys(text: string): Iterable<FoundText> {
  for (const { index: start, 0: line } of matchesOf(/PuTTY-User-Key-File-\d: [\w-]+/g, text)) {
    const rest = text.slice(start, start + LONGEST);
    if (!/Private-Lines: \d/.test(rest)) continue;
    const isEncrypted = /Encryption: (?!none)/.test(rest);
    yield {
      shape: 'private-key',
      start,
      end: start + line.length,
      text: line,
      parts: isEncrypted ? { encrypted: 'yes' } : {},
    };
  }
}
