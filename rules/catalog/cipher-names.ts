/** Names of ciphers in all their spellings: OpenSSL, Java, Web Crypto, node-forge, pgcrypto, XML encryption. */

export type CipherMode = 'ecb' | 'cbc' | 'ctr' | 'cfb' | 'ofb' | 'xts' | 'aead' | 'wrap' | 'stream' | 'unknown';

export interface Cipher {
  /** `AES`, `3DES`, `RC4`; empty where only the mode is written down. */
  readonly family: string;
  readonly mode: CipherMode;
  /** Broken or too short, whatever the mode. */
  readonly isWeak: boolean;
}

interface Family {
  readonly shown: string;
  readonly isWeak?: true;
  /** What the name means where no mode follows. */
  readonly mode?: CipherMode;
}

const weak = (shown: string, mode: CipherMode = 'cbc'): Family => ({ shown, isWeak: true, mode });

/** Words → family. `des-ede3` alone is ECB, `des3` CBC (OpenSSL); without a mode the rest is CBC or a stream. */
const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>([
  ...['des', 'desx', 'descbc', 'desecb'].map((name) => [name, weak('DES')] as const),
  ...['3des', 'des3', 'tripledes', 'triple des', 'tdes', 'tdea', 'desede', 'desede3', 'des ede', 'des ede3'].map(
    (name) => [name, weak('3DES', name.startsWith('des ede') ? 'ecb' : 'cbc')] as const,
  ),
  ['rc2', weak('RC2')],
  ['rc4', weak('RC4', 'stream')],
  ['rc4drop', weak('RC4', 'stream')],
  ['arcfour', weak('RC4', 'stream')],
  ['arc4', weak('RC4', 'stream')],
  ['rc5', weak('RC5')],
  ['bf', weak('Blowfish')],
  ['blowfish', weak('Blowfish')],
  ['cast', weak('CAST')],
  ['cast5', weak('CAST')],
  ['cast128', weak('CAST')],
  ['idea', weak('IDEA')],
  ['rabbit', weak('Rabbit', 'stream')],
  ['rabbitlegacy', weak('Rabbit', 'stream')],
  ['gost', weak('GOST')],
  ['tea', weak('TEA')],
  ['xtea', weak('TEA')],
  ['xxtea', weak('TEA')],
  ['skipjack', weak('Skipjack')],
  ['aes', { shown: 'AES' }],
  ['rijndael', { shown: 'AES' }],
  ['camellia', { shown: 'Camellia' }],
  ['aria', { shown: 'ARIA' }],
  ['sm4', { shown: 'SM4' }],
  ['seed', { shown: 'SEED' }],
  ['serpent', { shown: 'Serpent' }],
  ['twofish', { shown: 'Twofish' }],
  ['chacha20', { shown: 'ChaCha20', mode: 'stream' }],
  ['xchacha20', { shown: 'ChaCha20', mode: 'stream' }],
  ['salsa20', { shown: 'Salsa20', mode: 'stream' }],
  ['xsalsa20', { shown: 'Salsa20', mode: 'stream' }],
]);

const MODES: ReadonlyMap<string, CipherMode> = new Map<string, CipherMode>([
  ['ecb', 'ecb'],
  ['cbc', 'cbc'],
  ['ctr', 'ctr'],
  ['cfb', 'cfb'],
  ['cfb1', 'cfb'],
  ['cfb8', 'cfb'],
  ['cfb64', 'cfb'],
  ['ofb', 'ofb'],
  ['xts', 'xts'],
  ['gcm', 'aead'],
  ['ccm', 'aead'],
  ['ocb', 'aead'],
  ['siv', 'aead'],
  ['eax', 'aead'],
  ['poly1305', 'aead'],
  ['hs256', 'aead'],
  ['hs384', 'aead'],
  ['hs512', 'aead'],
  ['wrap', 'wrap'],
  ['kw', 'wrap'],
  ['pad', 'unknown'],
]);

const PADDING =
  /^(?:\d{1,4}|no|none|padding|pkcs|(?:no|zero|pkcs[57]?|iso10126|ansix923)padding|pkcs[57]|id|pad|cipher)$/;

/** The cipher that a text names; undefined where some word of it is none that ciphers are named with. */
export function cipherNamed(text: string): Cipher | undefined {
  if (text.length > 80) return undefined;
  const passwordBased = /^pbe(?:with[a-z\d-]{3,12}?and(?:\d{2,3}bit)?-?|-(?:md[25]|sha1)-)([a-z\d]+)/i.exec(text)?.[1];
  const words = (passwordBased ?? text)
    .toLowerCase()
    .replace(/^https?:\/\/\S{0,60}\/xmlenc(?:11)?#/, '')
    .replace(/^id-/, '')
    .replace(/^a(\d{3})(cbc|gcm|ctr)/, 'aes-$1-$2')
    .replace(/^(aes|camellia|aria|rijndael|rc2|rc4)_?(\d{2,3})/, '$1-$2')
    .replace(/^(des)(cbc|ecb)$/, '$1-$2')
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  const two = FAMILIES.get(words.slice(0, 2).join(' '));
  const [first = ''] = words;
  const family = two ?? FAMILIES.get(first);
  const rest = words.slice(two ? 2 : family ? 1 : 0);
  let mode = family?.mode ?? (family ? 'unknown' : undefined);
  for (const word of rest) {
    const named = MODES.get(word);
    // `aes-128-cbc-hmac-sha256` checks what it encrypts, `chacha20-poly1305`, too.
    if (named !== undefined && named !== 'unknown') mode = named;
    else if (/^(?:hmac|sha\d+|mac|id)$/.test(word)) mode = word === 'hmac' ? 'aead' : mode;
    else if (!PADDING.test(word)) return undefined;
  }
  if (mode === undefined) return undefined;
  if (mode === 'unknown' && /^aes-?(?:128|192|256)$/i.test(text)) mode = 'cbc';
  return { family: family?.shown ?? '', mode, isWeak: family?.isWeak === true };
}

/** What is wrong with a cipher, undefined for nothing. */
export function weaknessOf({ mode, isWeak }: Cipher): 'cipher' | 'ecb' | undefined {
  if (isWeak) return 'cipher';
  return mode === 'ecb' ? 'ecb' : undefined;
}
