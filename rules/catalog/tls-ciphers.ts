/** Lists of cipher suites in the spelling of OpenSSL and of IANA: what is left of them in the end. */

/** What is broken, by the name that is shown; the first expression that fits a part of a word gives it. */
const BROKEN: readonly (readonly [name: string, spelled: RegExp])[] = [
  ['NULL', /^(?:eNULL|COMPLEMENTOFALL)$|(?:^|[-_])NULL(?:[-_]|$)/],
  ['aNULL', /^(?:aNULL|A?ADH|AECDH|aDH)(?:-|$)|_anon_/],
  ['EXPORT', /(?:^|[-_])EXP(?:ORT)?(?:40|56|1024)?(?:[-_]|$)/],
  ['RC4', /(?:^|[-_])(?:RC4|ARCFOUR)(?:[-_]|$)|^COMPLEMENTOFDEFAULT$/],
  ['3DES', /(?:^|[-_])(?:3DES|DES-CBC3|DES_EDE)(?:[-_]|$)/],
  ['DES', /(?:^|[-_])DES(?:40)?(?:[-_](?!CBC3|EDE)|$)|^LOW$/],
  ['RC2', /(?:^|[-_])RC2(?:[-_]|$)/],
  ['MD5', /(?:^|[-_])MD5$/],
];
/** Names for several at once. `HIGH` and `DEFAULT` leave the broken ones out. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ALL', ['aNULL', 'EXPORT', 'RC4', '3DES', 'DES', 'RC2', 'MD5']],
  ['MEDIUM', ['RC4', '3DES']],
  ['LOW', ['DES', 'RC2']],
  ['EXP', ['EXPORT']],
  ['SSLv2', ['RC4', 'RC2', 'MD5', 'DES', '3DES']],
]);
/** The key of the server opens every recorded connection later. */
const WITHOUT_FORWARD_SECRECY =
  /^(?:AES(?:128|256)-(?:GCM-)?(?:SHA(?:256|384)?|CCM8?)|(?:CAMELLIA|ARIA)(?:128|256)-(?:GCM-)?SHA(?:256|384)?|kRSA|PSK-[\w-]+|(?:TLS|SSL)_(?:RSA|PSK|RSA_PSK)_WITH_\w+)$/;
/** A family of suites by the version that brought it: `SSLv3` as a cipher is an old recipe for mail servers. */
const FAMILY = /^(?:SSLv3|TLSv1)$/;

export interface CipherList {
  /** Broken algorithms that are left, as they are called. */
  readonly broken: readonly string[];
  /** Words that name suites without forward secrecy, as written; none where they are taken away. */
  readonly static: readonly string[];
  /** `SSLv3` or `TLSv1` in the place of suites. */
  readonly family?: string;
}

/** The default of PostgreSQL, which every installation holds; nothing broken is left of it in a current OpenSSL. */
const DEFAULT_OF_POSTGRES = 'HIGH:MEDIUM:+3DES:!aNULL';

/** Reads a list from left to right: `!x` takes away for good, `-x` until it comes again, `+x` only moves. */
export function readCiphers(text: string): CipherList {
  if (text === DEFAULT_OF_POSTGRES) return { broken: [], static: [] };
  const left = new Set<string>();
  const gone = new Set<string>();
  let withoutSecrecy: string[] = [];
  let family: string | undefined;
  for (const [, sign = '', word = ''] of text.matchAll(/(?<![\w@=+-])([!+-]?)([A-Za-z\d][\w+-]*)/g)) {
    if (sign === '+') continue;
    const found = brokenIn(word);
    const isStatic = word.split('+').some((part) => WITHOUT_FORWARD_SECRECY.test(part)) || /^RSA\+|\+k?RSA$/.test(word);
    if (sign !== '') {
      for (const each of found) {
        left.delete(each);
        if (sign === '!') gone.add(each);
      }
      if (/^k?RSA$/.test(word)) withoutSecrecy = [];
      if (FAMILY.test(word)) family = undefined;
      withoutSecrecy = withoutSecrecy.filter((each) => each !== word);
      continue;
    }
    for (const each of found) if (!gone.has(each)) left.add(each);
    if (isStatic && found.length === 0) withoutSecrecy.push(word);
    if (FAMILY.test(word)) family = word;
  }
  return { broken: [...left], static: withoutSecrecy, ...(family !== undefined && { family }) };
}

function brokenIn(word: string): readonly string[] {
  return word
    .split('+')
    .flatMap((part) => GROUPS.get(part) ?? BROKEN.filter(([, spelled]) => spelled.test(part)).map(([name]) => name));
}

/** Groups for the key agreement below the 250 bits of TR-02102-2: `prime192v1`, `secp224r1`, `P-192`, `sect163k1`. */
const SHORT_GROUP = /^(?:(?:secp|sect|prime|brainpoolP|wtls|c2[tp]nb)(1\d\d|2[0-3]\d)\w{0,4}|[PKB]-(1\d\d|2[0-3]\d))$/i;

/** Groups in a list that are too short, as written. */
export function shortGroups(text: string): readonly string[] {
  return text.split(/[\s:,;]+/).filter((name) => SHORT_GROUP.test(name));
}

/** Signatures over MD5 or SHA-1: `RSA+SHA1`, `rsa_pkcs1_sha1`, `ecdsa_sha1`. */
export function weakSignatures(text: string): readonly string[] {
  return text
    .split(/[\s:,;]+/)
    .filter((name) => /^(?:RSA|DSA|ECDSA|rsa_pkcs1|dsa|ecdsa)[+_](?:SHA-?1|MD5)$/i.test(name));
}
