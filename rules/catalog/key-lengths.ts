/** Calls that make keys, and how long the keys are. Lengths and defaults from the sources of the libraries. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { cipherCall } from './cipher-calls.ts';
import { groupBits, shortCurve, shortRsa, type KeyProblem } from './key-names.ts';

export interface ShortKey extends KeyProblem {
  readonly range: TextRange;
  /** The value that has to change; absent where it is missing. */
  readonly value?: Value;
}

/** Where the kind and the length of a key stand among the arguments. */
interface Row {
  /** Argument that names the kind (`'rsa'`, `'ec'`, `'RS256'`), or an entry of it; the kind itself where it is fixed. */
  readonly kind: number | { readonly argument: number; readonly entry: string } | string;
  readonly bits?: readonly Place[];
  readonly curve?: readonly Place[];
  /** Bits where none are given. */
  readonly byDefault?: number;
}
interface Place {
  readonly argument: number;
  /** Left out where the argument itself is it. */
  readonly entry?: string;
}

const at = (argument: number, entry?: string): Place => (entry === undefined ? { argument } : { argument, entry });

const rowOf = byCallee<Row>([
  [
    /^(?:node:crypto|crypto-browserify|react-native-(?:quick-)?crypto)#(?:default\.)?generateKeyPair(?:Sync)?$/,
    { kind: 0, bits: [at(1, 'modulusLength'), at(1, 'primeLength')], curve: [at(1, 'namedCurve'), at(1, 'group')] },
  ],
  [/^(?:node:crypto|crypto-browserify|create-ecdh)#(?:default\.)?createECDH$/, { kind: 'ec', curve: [at(0)] }],
  [
    /^(?:node:crypto|crypto-browserify|diffie-hellman)#(?:default\.)?(?:get|create)DiffieHellman(?:Group)?$/,
    { kind: 'dh', bits: [at(0)], curve: [at(0)] },
  ],
  [/^node:crypto#(?:default\.)?generateKey(?:Sync)?$/, { kind: 'symmetric', bits: [at(1, 'length')] }],
  [
    /(?:\bsubtle|SubtleCrypto\(\))\.generateKey$/,
    {
      kind: { argument: 0, entry: 'name' },
      bits: [at(0, 'modulusLength'), at(0, 'length')],
      curve: [at(0, 'namedCurve')],
    },
  ],
  [
    /^(?:node-forge#|global#forge\.)(?:pki\.)?rsa\.(?:generateKeyPair|createKeyPairGenerationState)$/,
    { kind: 'rsa', bits: [at(0, 'bits'), at(0)], byDefault: 2048 },
  ],
  [/^jsrsasign#KEYUTIL\.generateKeypair$/, { kind: 0, bits: [at(1)], curve: [at(1)] }],
  [/^node-rsa#default$/, { kind: 'rsa', bits: [at(0, 'b')] }],
  [/^node-rsa#default\(\)\.generateKeyPair$/, { kind: 'rsa', bits: [at(0)], byDefault: 2048 }],
  [/^jose#generateKeyPair$/, { kind: 0, bits: [at(1, 'modulusLength')], byDefault: 2048 }],
  [/^node-jose#JWK\.createKeyStore\(\)\.generate$/, { kind: 0, bits: [at(1)], curve: [at(1)] }],
  [/^elliptic#(?:default\.)?ec$/, { kind: 'ec', curve: [at(0)] }],
  [/^openpgp#generateKey$/, { kind: 'rsa', bits: [at(0, 'rsaBits')] }],
  [/^selfsigned#(?:default\.)?generate$/, { kind: 'rsa', bits: [at(1, 'keySize')] }],
  [/^pem#(?:default\.)?createPrivateKey$/, { kind: 'rsa', bits: [at(0)] }],
  [/^pem#(?:default\.)?(?:createCertificate|createCSR)$/, { kind: 'rsa', bits: [at(0, 'keyBitsize')] }],
  [/^ursa(?:-optional)?#(?:default\.)?generatePrivateKey$/, { kind: 'rsa', bits: [at(0)] }],
  [/^jsencrypt#(?:default|JSEncrypt)$/, { kind: 'rsa', bits: [at(0, 'default_key_size')] }],
  [/^keypair#default$/, { kind: 'rsa', bits: [at(0, 'bits')] }],
  [/^@aws-sdk\/client-kms#CreateKeyCommand$/, { kind: 'kms', curve: [at(0, 'KeySpec')] }],
]);

/** Files with such a call hold one of these words. */
export const KEY_WORDS: readonly (string | RegExp)[] = [
  /generateKey/,
  /createECDH|DiffieHellman/,
  /KEYUTIL/,
  /['"](?:node-rsa|elliptic|openpgp|selfsigned|pem|ursa|ursa-optional|jsencrypt|keypair|node-jose|node-forge)['"]/,
  /\bforge\./,
];

export function shortKey(call: CallFact): ShortKey | undefined {
  const row = rowOf(call.callee);
  if (!row) return undefined;
  const kind = kindOf(row.kind, call);
  if (kind === undefined) return undefined;
  if (kind === 'dsa') return { kind: 'dsa', bits: 0, name: 'DSA', isBroken: false, range: call.calleeRange };
  const lengths = (row.bits ?? []).map((place) => valueAt(place, call));
  for (const value of lengths) {
    const found = value.kind === 'absent' ? undefined : tooShort(kind, value);
    if (found && value.kind !== 'absent') return { ...found, range: value.range, value };
  }
  for (const place of row.curve ?? []) {
    const value = valueAt(place, call);
    const found = worst(textsIn(value).map((text) => shortCurve(text, kind)));
    if (found && value.kind !== 'absent') return { ...found, range: value.range, value };
  }
  const isMissing =
    row.byDefault !== undefined && kind === 'rsa' && lengths.every(({ kind: each }) => each === 'absent');
  const found = isMissing ? shortRsa(row.byDefault) : undefined;
  return found && { ...found, kind: 'rsaDefault', range: call.calleeRange };
}

/** `rsa`, `ec`, `dsa`, `dh`, `symmetric`, `kms`; undefined for what has no short keys. */
function kindOf(kind: Row['kind'], call: CallFact): string | undefined {
  if (typeof kind === 'string') return kind;
  const value =
    typeof kind === 'number'
      ? (call.arguments[kind] ?? ABSENT)
      : nameIn(call.arguments[kind.argument] ?? ABSENT, kind.entry);
  const [text] = textsIn(value);
  if (text === undefined) return undefined;
  if (/^(?:rsa(?:-pss|-oaep|ssa.*|es.*)?(?:-\d+)?|[rp]s\d{3})$/i.test(text)) return 'rsa';
  if (/^(?:ec|ecdsa|ecdh)$/i.test(text)) return 'ec';
  if (/^dsa$/i.test(text)) return 'dsa';
  if (/^dh$/i.test(text)) return 'dh';
  return /^hmac$/i.test(text) ? 'symmetric' : undefined;
}

function nameIn(value: Value, entry: string): Value {
  return value.kind === 'record' ? entryOf(value, entry) : value;
}

function valueAt({ argument, entry }: Place, call: CallFact): Value {
  const value = call.arguments[argument] ?? ABSENT;
  if (entry === undefined) return value.kind === 'record' || value.kind === 'function' ? ABSENT : value;
  // A number stands for the record: `generateKeyPair(2048)`.
  return value.kind === 'record'
    ? entryOf(value, entry)
    : value.kind === 'known' || value.kind === 'function'
      ? ABSENT
      : value;
}

function tooShort(kind: string, value: Value): KeyProblem | undefined {
  const numbers = numbersIn(value);
  if (kind === 'rsa') return worst(numbers.map((bits) => shortRsa(bits)));
  if (kind === 'dh')
    return worst(
      [...numbers, ...textsIn(value).map(groupBits)].map((bits) =>
        bits === undefined ? undefined : shortRsa(bits, 'dh'),
      ),
    );
  if (kind === 'symmetric')
    return worst(
      numbers.map((bits) =>
        bits > 0 && bits < 128 ? { kind: 'symmetric', bits, name: '', isBroken: true } : undefined,
      ),
    );
  return undefined;
}

function worst(found: readonly (KeyProblem | undefined)[]): KeyProblem | undefined {
  return found.find((each) => each?.isBroken) ?? found.find((each) => each !== undefined);
}

function numbersIn(value: Value): readonly number[] {
  if (value.kind === 'known')
    return typeof value.value === 'number'
      ? [value.value]
      : /^\d{3,5}$/.test(String(value.value))
        ? [Number(value.value)]
        : [];
  if (value.kind === 'either') return value.options.flatMap(numbersIn);
  return value.kind === 'environment' ? numbersIn(value.fallback) : [];
}

function textsIn(value: Value): readonly string[] {
  if (value.kind === 'known') return typeof value.value === 'string' ? [value.value] : [];
  if (value.kind === 'either') return value.options.flatMap(textsIn);
  return value.kind === 'environment' ? textsIn(value.fallback) : [];
}

/** A key for a cipher that is a short text filled up to the length that the cipher asks for. */
export function paddedKey(call: CallFact): TextRange | undefined {
  const key = cipherCall(call)?.key;
  if (key?.kind !== 'call' || !/^global#String\(\)\.(?:padEnd|padStart|repeat)$/.test(key.callee)) return undefined;
  return key.range;
}
