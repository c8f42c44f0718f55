/** Weak ciphers among the words of commands: `openssl enc -des3`, `gpg --cipher-algo 3DES`, `zip -P`. From their manuals. */
import { cipherNamed, weaknessOf } from './cipher-names.ts';

export interface CommandCipher {
  /** Index among the words behind the program. */
  readonly index: number;
  /** As it is written, without dashes. */
  readonly name: string;
  /** `data` is encrypted for good, `key` only a private key is wrapped. */
  readonly wraps: 'data' | 'key';
}

/** Subcommands of openssl that encrypt data; all others wrap keys. */
const DATA = /^(?:enc|smime|cms)$/;
const KEYS = /^(?:genrsa|rsa|gendsa|dsa|ec|genpkey|pkey|pkcs8|pkcs12|req)$/;
/** Options whose next word is a cipher. */
const NAMING = /^-(?:v1|v2|certpbe|keypbe|cipher)$/;

export function cipherInCommand(program: string, words: readonly string[]): CommandCipher | undefined {
  if (program === 'openssl') return ofOpenssl(words);
  if (/^gpg2?$/.test(program)) return ofGpg(words);
  if (program === 'zip') return ofZip(words);
  return undefined;
}

function ofOpenssl(words: readonly string[]): CommandCipher | undefined {
  const [subcommand = ''] = words;
  if (isWeak(subcommand)) return { index: 0, name: subcommand, wraps: 'data' };
  const wraps = DATA.test(subcommand) ? 'data' : KEYS.test(subcommand) ? 'key' : undefined;
  // `enc -d` reads what others wrote.
  if (!wraps || (wraps === 'data' && words.some((word) => /^-(?:d|decrypt)$/.test(word)))) return undefined;
  const index = words.findIndex(
    (word, at) =>
      at > 0 &&
      ((word.startsWith('-') && isWeak(word.slice(1))) ||
        (NAMING.test(words[at - 1] ?? '') && isWeak(word)) ||
        (subcommand === 'pkcs12' && word === '-descert')),
  );
  return index < 0 ? undefined : { index, name: (words[index] ?? '').replace(/^-/, ''), wraps };
}

function ofGpg(words: readonly string[]): CommandCipher | undefined {
  const index = words.findIndex(
    (word, at) =>
      (/^--(?:s2k-)?cipher-algo$/.test(words[at - 1] ?? '') && isWeak(word)) ||
      (/^--(?:s2k-)?cipher-algo=/.test(word) && isWeak(word.slice(word.indexOf('=') + 1))),
  );
  return index < 0 ? undefined : { index, name: (words[index] ?? '').replace(/^.*=/, ''), wraps: 'data' };
}

/** The format's own encryption, which known parts of the content open. */
function ofZip(words: readonly string[]): CommandCipher | undefined {
  const index = words.findIndex((word) =>
    /^(?:-[a-zA-Z\d]{0,8}[eP][a-zA-Z\d]{0,20}|--encrypt|--password(?:=.*)?)$/.test(word),
  );
  return index < 0 ? undefined : { index, name: 'ZipCrypto', wraps: 'data' };
}

function isWeak(word: string): boolean {
  const cipher = cipherNamed(word);
  return cipher !== undefined && cipher.family !== '' && weaknessOf(cipher) !== undefined;
}
