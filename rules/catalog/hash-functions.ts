/** Calls that hash, and how weak algorithms are written in each library. */
import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type KnownValue, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';

/** What a hash is made for, as far as the call alone says it. */
export type HashKind = 'digest' | 'hmac' | 'signature' | 'derivation';

export interface HashCall {
  readonly kind: HashKind;
  /** The algorithm as written, in lower case without separators: `md5`, `sha1`, `sha256`. */
  readonly algorithm: string;
  /** Where the algorithm stands; absent where the function itself is the algorithm. */
  readonly literal?: Value;
  /** What is hashed, as far as the call itself is given it. */
  readonly input: readonly Value[];
}

const WEAK = /^(?:md2|md4|md5|sha|sha0|sha1|md5sha1|ripemd|ripemd128|ripemd160|rmd160)$/;
const FAST =
  /^(?:sha2?-?(?:224|256|384|512)(?:\/?(?:224|256))?|sha3(?:224|256|384|512)|keccak\d*|blake2[bs]?\d*|blake3|shake\d+)$/;

export const isWeak = (algorithm: string): boolean => WEAK.test(algorithm);
export const isFast = (algorithm: string): boolean => FAST.test(algorithm);

/** `RSA-SHA1`, `sha1WithRSAEncryption`, `SHA-1`, `pkcs1-sha1`, `http://…#rsa-sha1` → `sha1`. */
export function algorithmOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^https?:\/\/\S{0,200}#/, '')
    .replace(/withrsa(?:encryption)?$|with(?:ec)?dsa$/, '')
    .replace(/^(?:rsa|ecdsa|dsa|hmac|ssl3|pkcs1|pss|digest)[-_]?/, '')
    .replace(/^sha2-/, 'sha')
    .replace(/-2$/, '')
    .replace(/[-_]/g, '');
}

/** API name → position of the algorithm and of what is hashed. */
interface Row {
  readonly callee: RegExp;
  readonly kind: HashKind;
  readonly algorithm: number;
  /** Ways to the algorithm where the argument is a record. */
  readonly entries?: readonly string[];
  readonly input?: number;
  /** The algorithm where none is given. */
  readonly byDefault?: string;
}

const ROWS: readonly Row[] = [
  { callee: /^node:crypto#(?:default\.)?createHash$/, kind: 'digest', algorithm: 0 },
  { callee: /^node:crypto#(?:default\.)?hash$/, kind: 'digest', algorithm: 0, input: 1 },
  { callee: /^node:crypto#(?:default\.)?createHmac$/, kind: 'hmac', algorithm: 0 },
  { callee: /^node:crypto#(?:default\.)?create(?:Sign|Verify)$/, kind: 'signature', algorithm: 0 },
  { callee: /^node:crypto#(?:default\.)?(?:sign|verify)$/, kind: 'signature', algorithm: 0 },
  { callee: /^node:crypto#(?:default\.)?pbkdf2(?:Sync)?$/, kind: 'derivation', algorithm: 4, input: 0 },
  {
    callee:
      /^(?:global#crypto|global#window\.crypto|node:crypto#(?:default\.)?(?:webcrypto|crypto)?\.?)\.?subtle\.digest$/,
    kind: 'digest',
    algorithm: 0,
    entries: ['name'],
    input: 1,
  },
  {
    callee: /subtle\.(?:importKey|generateKey|sign|verify|deriveKey|deriveBits)$/,
    kind: 'signature',
    algorithm: -1,
    entries: ['hash'],
  },
  {
    callee: /^object-hash#default$/,
    kind: 'digest',
    algorithm: 1,
    entries: ['algorithm'],
    input: 0,
    byDefault: 'sha1',
  },
  {
    callee: /^(?:hasha)#(?:default|hash|hashSync|hashFile)$/,
    kind: 'digest',
    algorithm: 1,
    entries: ['algorithm'],
    input: 0,
  },
  { callee: /^sha\.js#default$/, kind: 'digest', algorithm: 0 },
  { callee: /^hash\.js#(?:default\.)?hmac$/, kind: 'hmac', algorithm: -1 },
  {
    callee: /^jsrsasign#KJUR\.crypto\.(?:Signature|MessageDigest|Mac)$/,
    kind: 'signature',
    algorithm: 0,
    entries: ['alg'],
  },
  {
    callee: /^(?:xml-crypto)#(?:default\.)?SignedXml$/,
    kind: 'signature',
    algorithm: 0,
    entries: ['signatureAlgorithm'],
  },
  {
    callee: /^(?:xml-crypto)#(?:default\.)?SignedXml\(\)\.addReference$/,
    kind: 'signature',
    algorithm: 0,
    entries: ['digestAlgorithm'],
  },
];

/** Functions that are the algorithm: `md5(text)`, `CryptoJS.SHA1(text)`, `forge.md.md5.create()`. */
const BY_NAME: readonly (readonly [RegExp, HashKind])[] = [
  [
    /^(?:md5|sha1|js-md5|js-sha1|blueimp-md5|spark-md5|md5-hex|md5\.js|ripemd160)#(?:default|md5|sha1|create|hash|hex|base64|\w*MD5|\w*SHA1)?(?:\.hash|\.hex|\.base64)?$/,
    'digest',
  ],
  [/^ts-md5#Md5\.(?:hashStr|hashAsciiStr)$/, 'digest'],
  [
    /^(?:js-sha256|js-sha512|sha256|crypto-hash|fast-sha256|hash-wasm)#(?:default|sha\d+|md5|md4|ripemd160|hash)$/,
    'digest',
  ],
  [/^crypto-js(?:\/[\w-]+)?#(?:default\.)?(?:default|MD5|SHA1|SHA224|SHA256|SHA384|SHA512|SHA3|RIPEMD160)$/, 'digest'],
  [/^crypto-js(?:\/hmac-[\w-]+)?#(?:default\.)?(?:default|HmacMD5|HmacSHA1|HmacRIPEMD160)$/, 'hmac'],
  [/^node-forge#(?:default\.)?md\.\w+\.create$/, 'digest'],
  [/^@noble\/hashes\/(?:legacy|sha1|ripemd160|sha2|sha256)(?:\.js)?#\w+$/, 'digest'],
  [/^hash\.js#(?:default\.)?(?:md5|sha1|ripemd160|sha256|sha512)$/, 'digest'],
  [/^password-hash#(?:default\.)?generate$/, 'digest'],
];

/** Names of functions and modules → algorithm. */
const ALGORITHM = /(md4|md5|ripemd160|sha-?1(?!\d)|sha-?224|sha-?256|sha-?384|sha-?512|sha-?3)/i;

export function hashCall(call: CallFact): HashCall | undefined {
  const row = rowOf(call.callee);
  if (row) return fromRow(row, call);
  const kind = kindByName(call.callee);
  if (kind === undefined) return undefined;
  const hash = call.callee.indexOf('#');
  const text = call.callee.startsWith('password-hash')
    ? 'sha1'
    : (ALGORITHM.exec(call.callee.slice(hash)) ?? ALGORITHM.exec(call.callee.slice(0, hash)))?.[1];
  return text === undefined
    ? undefined
    : {
        kind: /hmac/i.test(call.callee) ? 'hmac' : kind,
        algorithm: algorithmOf(text),
        input: call.arguments.slice(0, 1),
      };
}

const rowOf = byCallee(ROWS.map((row) => [row.callee, row] as const));
const kindByName = byCallee(BY_NAME);

function fromRow(row: Row, call: CallFact): HashCall | undefined {
  const value =
    row.algorithm < 0 ? recordWith(call.arguments, row.entries ?? []) : (call.arguments[row.algorithm] ?? ABSENT);
  const input = row.input === undefined ? [] : call.arguments.slice(row.input, row.input + 1);
  const literal = value.kind === 'record' ? nested(value, row.entries ?? []) : value;
  const text = worstOf(literal);
  if (text) return { kind: row.kind, algorithm: algorithmOf(text.value), literal, input };
  const isUnset = literal.kind === 'absent' || (value.kind === 'record' && isAlways(literal, null));
  return row.byDefault !== undefined && isUnset ? { kind: row.kind, algorithm: row.byDefault, input } : undefined;
}

/** `{ hash: 'SHA-1' }` and `{ hash: { name: 'SHA-1' } }`. */
function nested(record: Value, names: readonly string[]): Value {
  const [value = ABSENT] = names.map((name) => entryOf(record, name)).filter(({ kind }) => kind !== 'absent');
  return value.kind === 'record' ? entryOf(value, 'name') : value;
}

function recordWith(values: readonly Value[], names: readonly string[]): Value {
  return values.find((value) => value.kind === 'record' && names.some((name) => value.entries.has(name))) ?? ABSENT;
}

/** The weak one among several texts, else the first. */
function worstOf(value: Value): (KnownValue & { readonly value: string }) | undefined {
  const texts = knownTexts(value);
  return texts.find((text) => isWeak(algorithmOf(text.value))) ?? texts[0];
}
