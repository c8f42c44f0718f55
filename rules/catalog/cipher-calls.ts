/** Calls that encrypt or decrypt, with the cipher, key and initialisation vector that they are given. From the sources of the libraries. */
import { entryOf, knownTexts, shownText } from '../../server/model/ask.ts';
import { apiNameOf } from '../../server/model/api-name.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { cipherNamed, type Cipher } from './cipher-names.ts';

export interface CipherChoice {
  readonly cipher: Cipher;
  /** Where it is chosen: a literal, a mode, or the function that is the cipher. */
  readonly range: TextRange;
  /** The value that names it, where it is not the function itself. */
  readonly value?: Value;
}

export interface CipherCall {
  readonly call: CallFact;
  readonly encrypts: boolean;
  /** Every cipher that it may use. */
  readonly choices: readonly CipherChoice[];
  readonly key: Value;
  /** Initialisation vector or nonce. */
  readonly iv: Value;
  /** The record that length of the tag, mode and the like stand in. */
  readonly options: Value;
}

/** Positions of arguments; `name` is a cipher that the function itself is. */
interface Row {
  readonly callee: RegExp;
  /** Argument that names the cipher, alone or as an entry. */
  readonly algorithm?: number;
  readonly entry?: string;
  /** Takes the cipher from the name of the function. */
  readonly name?: (callee: string) => string | undefined;
  readonly key?: number;
  readonly iv?: number;
  readonly ivEntry?: string;
  readonly options?: number;
  /** Entry of the options that names a mode: a text, or what a library exports. */
  readonly mode?: string;
}

const named = (callee: RegExp) => (text: string) => callee.exec(text)?.[1];

const ROWS: readonly Row[] = [
  {
    callee:
      /^(?:node:crypto|crypto-browserify|browserify-cipher|browserify-aes|react-native-(?:quick-)?crypto)#(?:default\.)?create(?:C|Dec)ipheriv$/,
    algorithm: 0,
    key: 1,
    iv: 2,
    options: 3,
  },
  {
    callee: /(?:\bsubtle|SubtleCrypto\(\))\.(?:encrypt|decrypt)$/,
    algorithm: 0,
    entry: 'name',
    key: 1,
    ivEntry: 'iv',
    options: 0,
  },
  {
    callee:
      /^(?:global#CryptoJS|crypto-js|crypto-es|crypto-ts|cryptojs)[#.](?:CryptoES\.)?(?:AES|DES|TripleDES|RC4|RC4Drop|Rabbit|RabbitLegacy|Blowfish)\.(?:en|de)crypt$/,
    name: named(/(?:#|\.)(\w+)\.(?:en|de)crypt$/),
    key: 1,
    ivEntry: 'iv',
    options: 2,
    mode: 'mode',
  },
  {
    callee:
      /^crypto-js\/(?:aes|des|tripledes|rc4|rabbit|rabbit-legacy|blowfish)(?:\.js)?#(?:default\.)?(?:en|de)crypt$/,
    name: named(/^crypto-js\/([a-z\d]+)/),
    key: 1,
    ivEntry: 'iv',
    options: 2,
    mode: 'mode',
  },
  {
    callee:
      /^(?:global#CryptoJS|crypto-js|crypto-es|crypto-ts|cryptojs)[#.](?:CryptoES\.)?algo\.\w+\.create(?:En|De)cryptor$/,
    name: named(/algo\.(\w+)\.create/),
    key: 0,
    ivEntry: 'iv',
    options: 1,
    mode: 'mode',
  },
  { callee: /^(?:node-forge#|global#forge\.)cipher\.create(?:Cipher|Decipher)$/, algorithm: 0, key: 1 },
  {
    callee: /^(?:node-forge#|global#forge\.)(?:aes|des|rc2)\.(?:create(?:En|De)cryptionCipher|start(?:En|De)crypting)$/,
    name: named(/(aes|des|rc2)\.(?:create|start)/),
    key: 0,
    iv: 1,
  },
  {
    callee: /^jsrsasign#KJUR\.crypto\.Cipher\.(?:en|de)crypt$/,
    algorithm: 2,
    key: 1,
    ivEntry: 'iv',
    options: 3,
  },
  {
    callee: /^(?:sjcl|global#sjcl)[#.](?:json\.)?(?:en|de)crypt$/,
    name: () => 'aes',
    ivEntry: 'iv',
    options: 2,
    mode: 'mode',
  },
  {
    callee: /^(?:sjcl|global#sjcl)[#.]mode\.\w+\.(?:en|de)crypt$/,
    name: (callee) => `aes-${/mode\.(\w+)\./.exec(callee)?.[1] ?? ''}`,
    iv: 2,
  },
  {
    callee: /^aes-js#ModeOfOperation\.(?:ecb|cbc|cfb|ofb|ctr)$/,
    name: (callee) => `aes-${callee.slice(callee.lastIndexOf('.') + 1)}`,
    key: 0,
    iv: 1,
  },
  {
    callee: /^aes-js#(?:ECB|CBC|CFB|OFB|CTR)$/,
    name: (callee) => `aes-${callee.slice(callee.indexOf('#') + 1)}`,
    key: 0,
    iv: 1,
  },
  {
    callee: /^@noble\/ciphers\/(?:aes|webcrypto)(?:\.js)?#(?:ecb|cbc|cfb|ctr|gcm)$/,
    name: (callee) => `aes-${callee.slice(callee.indexOf('#') + 1)}`,
    key: 0,
    iv: 1,
  },
  {
    callee: /^@noble\/ciphers\/(?:chacha|salsa)(?:\.js)?#\w+$/,
    name: (callee) => (callee.includes('poly1305') ? 'chacha20-poly1305' : 'chacha20'),
    key: 0,
    iv: 1,
  },
  {
    callee: /^asmcrypto(?:\.js|-lite)?#AES_(?:ECB|CBC|CFB|OFB|CTR|GCM|CCM)\.(?:en|de)crypt$/,
    name: (callee) => `aes-${callee.slice(callee.indexOf('_') + 1, callee.lastIndexOf('.'))}`,
    key: 1,
    iv: 3,
  },
  {
    callee: /^(?:tweetnacl|global#nacl)[#.](?:default\.)?(?:secretbox|box|box\.after)(?:\.open)?$/,
    name: () => 'xsalsa20-poly1305',
    key: 2,
    iv: 1,
  },
  {
    callee: /^libsodium-wrappers(?:-sumo)?#crypto_(?:secretbox|box)_(?:open_)?(?:easy|detached)(?:_afternm)?$/,
    name: () => 'xsalsa20-poly1305',
    key: 2,
    iv: 1,
  },
  {
    callee: /^libsodium-wrappers(?:-sumo)?#crypto_aead_\w+_encrypt(?:_detached)?$/,
    name: () => 'chacha20-poly1305',
    key: 4,
    iv: 3,
  },
  {
    callee: /^sodium-(?:native|javascript|universal)#crypto_(?:secretbox|box)_easy$/,
    name: () => 'xsalsa20-poly1305',
    key: 3,
    iv: 2,
  },
  { callee: /^(?:des\.js|des)#(?:DES|CBC|EDE)\.create$/, name: (callee) => (callee.includes('EDE') ? '3des' : 'des') },
  {
    callee: /^(?:egoroof-blowfish|blowfish-node|js-blowfish|javascript-blowfish)#(?:default|Blowfish)$/,
    name: () => 'blowfish',
    key: 0,
  },
  { callee: /^(?:rc4|arc4|simple-rc4)#(?:default|RC4)$/, name: () => 'rc4' },
  { callee: /^(?:xxtea|xxtea-node)#(?:en|de)crypt(?:ToString)?$/, name: () => 'xxtea', key: 1 },
  { callee: /^mcrypt#MCrypt$/, algorithm: 0 },
  {
    callee: /^typeorm-encrypted#(?:EncryptionTransformer|JSONEncryptionTransformer)$/,
    algorithm: 0,
    entry: 'algorithm',
    ivEntry: 'iv',
    options: 0,
  },
];

const rowOf = byCallee(ROWS.map((row) => [row.callee, row] as const));
const DECRYPTS = /decrypt|decipher|\.open$|unseal|Decryptor/i;

/** A module of the project that is named for what this is about: its callers choose algorithms, lengths and vectors. */
const OWN_MODULE =
  /(?:from|require\()\s?['"][.@~#][^'"\n]{0,80}(?:crypt|krypto|cipher|verschl(?:ue|ü)ssel|tresor|hash|signatur|signing|schl(?:ue|ü)ssel|zufall|random)/;

/** Files with such a call hold one of these words. */
export const CIPHER_WORDS: readonly (string | RegExp)[] = [
  /create(?:de)?cipher/,
  /subtle\b/,
  /SubtleCrypto/,
  /crypto-?js\b/,
  /['"](?:crypto-es|crypto-ts|node-forge|jsrsasign|sjcl|aes-js|asmcrypto\.js|tweetnacl|libsodium-wrappers(?:-sumo)?|sodium-native|des\.js|egoroof-blowfish|blowfish-node|js-blowfish|javascript-blowfish|rc4|arc4|simple-rc4|xxtea|xxtea-node|mcrypt|typeorm-encrypted)['"]/,
  /@noble\/ciphers/,
  /\b(?:forge|sjcl|nacl)\./,
  // Handed to a function of the project that encrypts
  /['"`](?:aes-?(?:128|192|256)(?:-\w{3,12})?|des(?:3|-\w{3,8}){1,2}|rc[24](?:-\w{2,5})?|bf-\w{3}|blowfish)['"`]/,
  OWN_MODULE,
];

export function cipherCall(call: CallFact): CipherCall | undefined {
  const row = rowOf(call.callee);
  if (!row) return undefined;
  const at = (index: number | undefined): Value => (index === undefined ? ABSENT : (call.arguments[index] ?? ABSENT));
  const options = at(row.options);
  const choices = row.name ? byFunction(row, call, options) : byArgument(algorithmOf(at(row.algorithm), row.entry));
  return {
    call,
    encrypts: !DECRYPTS.test(call.callee),
    choices,
    key: at(row.key),
    iv: row.iv === undefined ? ivIn(options, row.ivEntry) : at(row.iv),
    options,
  };
}

/** `{ name: 'AES-CBC' }` or the text alone; not every branch of a choice need be a record. */
function algorithmOf(value: Value, entry: string | undefined): Value {
  if (entry === undefined || value.kind !== 'record') return value;
  return entryOf(value, entry);
}

function ivIn(options: Value, entry: string | undefined): Value {
  if (entry === undefined || options.kind !== 'record') return ABSENT;
  const iv = entryOf(options, entry);
  // AES-CTR of the Web Crypto API names it so.
  return iv.kind === 'absent' ? entryOf(options, 'counter') : iv;
}

function byArgument(value: Value): CipherChoice[] {
  const texts =
    value.kind === 'composed' ? [] : knownTexts(value).map((text) => ({ text: text.value, range: text.range, value }));
  const written = [value, ...(value.kind === 'either' ? value.options : [])];
  const composed = written.flatMap((part) =>
    part.kind === 'composed' ? [{ text: shownText(part).replaceAll('…', '256'), range: part.range, value }] : [],
  );
  return [...texts, ...composed].flatMap(({ text, ...place }) => {
    const cipher = cipherNamed(text.trim());
    return cipher ? [{ cipher, ...place }] : [];
  });
}

function byFunction(row: Row, call: CallFact, options: Value): CipherChoice[] {
  const cipher = cipherNamed(row.name?.(call.callee) ?? '');
  if (!cipher) return [];
  if (row.mode === undefined || cipher.isWeak) return [{ cipher: withMode(cipher, 'cbc'), range: call.calleeRange }];
  const mode = entryOf(options, row.mode);
  const chosen = modeNamed(mode);
  if (chosen) return [{ cipher: { ...cipher, mode: chosen.mode }, range: mode.range ?? call.calleeRange, value: mode }];
  if (mode.kind !== 'absent') return [{ cipher, range: call.calleeRange }];
  // sjcl takes CCM, crypto-js CBC.
  return [{ cipher: withMode(cipher, call.callee.includes('sjcl') ? 'aead' : 'cbc'), range: call.calleeRange }];
}

function withMode(cipher: Cipher, mode: Cipher['mode']): Cipher {
  return cipher.mode === 'unknown' ? { ...cipher, mode } : cipher;
}

/** `CryptoJS.mode.ECB`, `crypto-js/mode-ecb`, `'cbc'`; the worst of several. */
function modeNamed(value: Value): Cipher | undefined {
  const options = value.kind === 'either' ? value.options : [value];
  const found = options.flatMap((option) => {
    const text =
      option.kind === 'known' ? String(option.value) : /\bmode[.-]([a-z]{3,4})\b/i.exec(apiNameOf(option))?.[1];
    const cipher = text === undefined ? undefined : cipherNamed(text);
    return cipher ? [cipher] : [];
  });
  return found.find(({ mode }) => mode === 'ecb') ?? found[0];
}
