/** Algorithms that are recommended up to a year only. From BSI TR-02102, edition 2026-01: changes with each edition. */
import { apiNameOf } from '../../server/model/api-name.ts';
import { entryOf, isAlways, knownTexts } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { cipherQuestion } from './tls-cipher-settings.ts';
import { readCiphers } from './tls-ciphers.ts';
import { versionSetting } from './tls-version-settings.ts';
import { readVersions, versionOf } from './tls-versions.ts';

/** The day the edition was made: what had expired then has expired for good, whenever a run takes place. */
export const EDITION_DAY = '2026-01-23';
/** Certificates that hold longer than the plans of a project are no news. */
export const LAST_DAY_OF_INTEREST = '2028-12-31';

export interface Ending {
  /** As it is shown. */
  readonly algorithm: string;
  /** The last year that it is recommended for. */
  readonly year: number;
  readonly source: 'BSI TR-02102-1' | 'BSI TR-02102-2';
}

const STATIC_ECDH: Ending = { algorithm: 'ECDH/DH', year: 2026, source: 'BSI TR-02102-2' };
const DHE: Ending = { algorithm: 'DHE', year: 2029, source: 'BSI TR-02102-2' };
export const TLS_1_2: Ending = { algorithm: 'TLS 1.2', year: 2031, source: 'BSI TR-02102-2' };
export const PKCS1_SIGNATURE: Ending = { algorithm: 'RSA PKCS #1 v1.5', year: 2025, source: 'BSI TR-02102-1' };

export const DSA: Ending = { algorithm: 'DSA', year: 2029, source: 'BSI TR-02102-1' };

/** Words in lists of suites and groups. */
const WORDS: readonly (readonly [RegExp, Ending])[] = [
  [
    /^(?:TLS_(?:EC)?DH_(?!anon)\w+|ECDH-(?:RSA|ECDSA)-[\w-]+|DH-(?:RSA|DSS)-[\w-]+|kECDHe|kECDHr|kDHr|kDHd)$/,
    STATIC_ECDH,
  ],
  [/^(?:TLS_DHE_\w+|(?:DHE|EDH)-[\w-]+|k?E?DHE?|ffdhe(?:3072|4096|6144|8192))$/, DHE],
];

/** What a list of suites or groups, or a bound on the version, holds that has an end; the nearest end first. */
export function endingSet(names: readonly string[], text: string): Ending | undefined {
  const question = cipherQuestion(names);
  if (question === 'ciphers' || question === 'groups') return endingIn(text);
  const setting = versionSetting(names, text);
  if (!setting || setting.outdated.length > 0) return undefined;
  const isTwo = setting.kind === 'most' && versionOf(text, true) === 'TLS 1.2';
  const isOnlyTwo = setting.kind === 'list' && readVersions(text).words === 1 && /^TLS ?v?1[._]2$/i.test(text.trim());
  return isTwo || isOnlyTwo ? TLS_1_2 : undefined;
}

function endingIn(text: string): Ending | undefined {
  const { broken, static: withoutSecrecy } = readCiphers(text);
  // Worse things are told of by a rule of their own.
  if (broken.length > 0 || withoutSecrecy.length > 0) return undefined;
  const words = text.split(/[\s:,;"']+/).filter((word) => /^[A-Za-z]/.test(word));
  return WORDS.find(([word]) => words.some((each) => word.test(each)))?.[1];
}

/** Signatures that are made with DSA: `createSign('dsa-sha256')`. */
export function dsaSignature(call: CallFact): Value | undefined {
  if (!/^node:crypto#(?:default\.)?(?:createSign|createVerify|sign|verify)$/.test(call.callee)) return undefined;
  const [algorithm = ABSENT] = call.arguments;
  return knownTexts(algorithm).some(({ value }) => /^(?:dsa-(?:with-)?sha-?[2345]\d\d|id-dsa-with-sha)/i.test(value))
    ? algorithm
    : undefined;
}

/** A signature that is told to use the old padding. */
export function oldSignature(call: CallFact): Value | undefined {
  const [first = ABSENT, , third = ABSENT] = call.arguments;
  if (/^node:crypto#(?:default\.)?(?:sign|verify)$/.test(call.callee)) return oldPadding(entryOf(third, 'padding'));
  if (/^node:crypto#(?:default\.)?create(?:Sign|Verify)\(\)(?:\.update\(\)){0,4}\.(?:sign|verify)$/.test(call.callee))
    return oldPadding(entryOf(first, 'padding'));
  if (!/(?:\bsubtle|SubtleCrypto\(\))\.(?:sign|generateKey)$/.test(call.callee)) return undefined;
  const name = first.kind === 'record' ? entryOf(first, 'name') : first;
  return isAlways(name, 'RSASSA-PKCS1-v1_5') ? name : undefined;
}

function oldPadding(value: Value): Value | undefined {
  return /\bRSA_PKCS1_PADDING$/.test(apiNameOf(value)) || isAlways(value, 1) ? value : undefined;
}
