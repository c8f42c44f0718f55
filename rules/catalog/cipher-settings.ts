/** Settings and options that name a cipher, and statements of databases that encrypt. */
import type { Value } from '../../server/model/value.ts';
import { hasSequence, wordsOf } from '../../server/model/words.ts';
import { cipherNamed, weaknessOf, type Cipher } from './cipher-names.ts';

/** What is encrypted is said by one of these words in the key or the one above it. */
const PURPOSES: readonly string[] =
  'cipher, encryption, encrypt, encryptor, encrypted, crypto, crypt, aes, transformation, verschluesselung, verschluesselungs, verschluesseln, chiffre, chiffrierung, jasypt'.split(
    ', ',
  );
/** What is chosen. */
const CHOICES: readonly string[] =
  'cipher, algorithm, algorithmus, algo, alg, mode, modus, transformation, verfahren, method, methode, type, typ, encryption, verschluesselung, chiffre, betriebsart'.split(
    ', ',
  );
/** Connections are a matter of their own: what is listed for them is chosen by both sides. */
const OTHERS: readonly string[] =
  'ciphers, suite, suites, ssl, tls, ssh, kex, mac, macs, hash, hashing, digest, signature, jwt, jwe, vpn, ipsec, wifi, wlan, password, passwort'.split(
    ', ',
  );

/** The weak cipher that a setting chooses. */
export function cipherSet(names: readonly string[], value: Value): (Cipher & { readonly name: string }) | undefined {
  if (value.kind !== 'known' || typeof value.value !== 'string') return undefined;
  const text = value.value.trim();
  if (text.length < 2 || text.length > 60) return undefined;
  const last = wordsOf(names.at(-1) ?? '');
  const near = names.slice(-2).flatMap((name) => [...wordsOf(name), '|']);
  const has = (words: readonly string[], list: readonly string[]): boolean =>
    list.some((each) => hasSequence(words, each));
  if (!has(last, CHOICES) || !has(near, PURPOSES) || has(near, OTHERS)) return undefined;
  const cipher = cipherNamed(text);
  return cipher && weaknessOf(cipher)
    ? {
        ...cipher,
        name: names
          .filter((each) => !/^\d+$/.test(each))
          .slice(-2)
          .join('.'),
      }
    : undefined;
}

/** Ciphers of XML encryption that a text names; those of the second version of the standard are fine. */
export function xmlCipher(value: Value): 'broken' | 'unauthenticated' | undefined {
  if (value.kind !== 'known' || typeof value.value !== 'string') return undefined;
  const name = /^http:\/\/www\.w3\.org\/2001\/04\/xmlenc#(.{1,20})$/.exec(value.value)?.[1];
  if (name === undefined) return undefined;
  return name === 'tripledes-cbc' ? 'broken' : /^aes\d{3}-cbc$/.test(name) ? 'unauthenticated' : undefined;
}

/** Functions of PostgreSQL and MySQL that encrypt, with the way a weak cipher is written among what follows. */
const STATEMENTS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bpgp_(?:sym|pub)_encrypt(?:_bytea)?\s?\(/i, /cipher-algo\s?=\s?(bf|blowfish|3des|cast5)\b/i],
  [/\bencrypt(?:_iv)?\s?\(/i, /,\s?'((?:bf|des|3des)(?:-(?:cbc|ecb))?|aes-ecb)(?:\/pad:\w{1,5})?'/i],
  [/\b(?=DES_ENCRYPT\s?\()/i, /^(DES_ENCRYPT)/i],
  [/\bblock_encryption_mode/i, /^\s?=\s?'?(aes-\d{3}-ecb)/i],
];
/** What is handed to a function stands within so many characters. */
const WITHIN = 300;

/** The weak cipher that a statement of a database encrypts with. */
export function statementCipher(text: string): string | undefined {
  if (text.length > 20_000) return undefined;
  for (const [beginning, cipher] of STATEMENTS) {
    const found = beginning.exec(text);
    const behind = found && text.slice(found.index + found[0].length).slice(0, WITHIN);
    const [statement = ''] = behind?.split(';') ?? [];
    const name = cipher.exec(statement)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
