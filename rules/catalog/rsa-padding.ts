/** How RSA fills up what it encrypts: calls with their defaults, and the names of the old way everywhere else. */
import { apiNameOf } from '../../server/model/api-name.ts';
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';

export interface WeakPadding {
  /** `chosen`: written down. `byDefault`: nothing is said. `always`: the library knows nothing else. `none`: not filled up at all. */
  readonly kind: 'chosen' | 'byDefault' | 'always' | 'none';
  readonly range: TextRange;
  readonly value?: Value;
}

const NODE =
  /^(?:node:crypto|crypto-browserify|public-encrypt|react-native-(?:quick-)?crypto)#(?:default\.)?(?:publicEncrypt|privateDecrypt)$/;
const FORGE = /^(?:node-forge#|global#forge\.)(?:pki|rsa)\..{1,80}\.(?:en|de)crypt$/;
const JSENCRYPT = /^(?:jsencrypt#(?:default|JSEncrypt)|global#JSEncrypt)\(\)\.(?:en|de)crypt$/;
const JSRSASIGN = /^jsrsasign#KJUR\.crypto\.Cipher\.(?:en|de)crypt$/;
const NODE_RSA = /^node-rsa#default(?:\(\)\.setOptions)?$/;
const KEY_VAULT = /^@azure\/keyvault-keys#CryptographyClient\(\)\.(?:encrypt|decrypt|wrapKey|unwrapKey)$/;
const DECRYPTING = /^(?:jose#(?:jwtDecrypt|compactDecrypt|flattenedDecrypt|generalDecrypt))$/;

/** Files with such a call or name hold one of these words. */
export const PADDING_WORDS: readonly (string | RegExp)[] = [
  /publicEncrypt|privateDecrypt/,
  /['"](?:node-forge|jsencrypt|node-rsa|jsrsasign|public-encrypt)['"]/,
  /\bforge\.|JSEncrypt/,
  /RSA1_5|RSAES[-_]PKCS1|rsa-1_5/,
  /RSA\/(?:ECB|None)\//,
  /rsautl|pkeyutl/,
];

export function weakPadding(call: CallFact): WeakPadding | undefined {
  const [first = ABSENT, second = ABSENT, third = ABSENT] = call.arguments;
  if (NODE.test(call.callee)) return ofConstant(entryOf(first, 'padding'));
  if (FORGE.test(call.callee)) return ofScheme(second, call);
  if (JSENCRYPT.test(call.callee)) return { kind: 'always', range: call.calleeRange };
  if (JSRSASIGN.test(call.callee)) return isAlways(third, 'RSA') ? chosen(third) : undefined;
  if (NODE_RSA.test(call.callee)) return [first, second, third].map(ofNodeRsa).find((found) => found !== undefined);
  if (KEY_VAULT.test(call.callee)) return chosenName(first.kind === 'record' ? entryOf(first, 'algorithm') : first);
  if (!DECRYPTING.test(call.callee)) return undefined;
  const accepted = entryOf(third, 'keyManagementAlgorithms');
  return accepted.kind === 'list' ? accepted.items.map(chosenName).find((found) => found !== undefined) : undefined;
}

/** A constant of OpenSSL, by its name or its number. */
function ofConstant(value: Value): WeakPadding | undefined {
  const options = value.kind === 'either' ? value.options : [value];
  for (const option of options) {
    const name = apiNameOf(option);
    if (/\bRSA_PKCS1_PADDING$/.test(name) || isAlways(option, 1)) return chosen(value);
    if (/\bRSA_NO_PADDING$/.test(name) || isAlways(option, 3)) return chosen(value, 'none');
  }
  return undefined;
}

/** node-forge takes the old way where no scheme is given. */
function ofScheme(value: Value, call: CallFact): WeakPadding | undefined {
  if (value.kind === 'absent')
    return call.arguments.length === 1 ? { kind: 'byDefault', range: call.calleeRange } : undefined;
  if (isAlways(value, 'RSAES-PKCS1-V1_5')) return chosen(value);
  return isAlways(value, 'RAW', 'NONE', null) ? chosen(value, 'none') : undefined;
}

function ofNodeRsa(value: Value): WeakPadding | undefined {
  if (value.kind !== 'record') return undefined;
  const scheme = entryOf(value, 'encryptionScheme');
  const name = scheme.kind === 'record' ? entryOf(scheme, 'scheme') : scheme;
  return isAlways(name, 'pkcs1') ? chosen(name) : undefined;
}

function chosenName(value: Value): WeakPadding | undefined {
  return value.kind === 'known' && namesOldPadding(value.value) ? chosen(value) : undefined;
}

function chosen(value: Value, kind: WeakPadding['kind'] = 'chosen'): WeakPadding | undefined {
  return value.kind === 'absent' ? undefined : { kind, range: value.range, value };
}

/** JOSE, PKCS #1, XML encryption and Java. */
export function namesOldPadding(text: unknown): boolean {
  return (
    typeof text === 'string' &&
    /^(?:RSA1_5|RSAES[-_]PKCS1[-_]V1_5|http:\/\/www\.w3\.org\/2001\/04\/xmlenc#rsa-1_5|RSA\/(?:ECB|None)\/(?:PKCS1|No)Padding)$/i.test(
      text,
    )
  );
}

/** What the names of settings and options say that choose it; lists of all that is supported choose nothing. */
export function choosesPadding(names: readonly string[]): boolean {
  const name = names.at(-1) ?? '';
  return (
    /alg(?:orithm|orithmus)?$|enc$|scheme$|padding$|transformation$|cipher$|verfahren$/i.test(name) &&
    !/support|forbid|deny|verbot|veraltet|legacy|weak/i.test(names.join(' '))
  );
}

/** `openssl rsautl -encrypt` without `-oaep`; undefined where nothing is encrypted. */
export function paddingInCommand(program: string, words: readonly string[]): number | undefined {
  if (program !== 'openssl') return undefined;
  const [subcommand] = words;
  const encrypts = words.findIndex((word) => /^-(?:encrypt|decrypt)$/.test(word));
  if (subcommand === 'rsautl') return encrypts >= 0 && !words.includes('-oaep') ? encrypts : undefined;
  if (subcommand !== 'pkeyutl' || encrypts < 0) return undefined;
  const mode = words.findIndex((word) => word.startsWith('rsa_padding_mode:'));
  if (mode >= 0) return /:(?:pkcs1|none)$/.test(words[mode] ?? '') ? mode : undefined;
  // Keys of curves need none.
  return undefined;
}
