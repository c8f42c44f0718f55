/** Libraries that make and verify signatures of XML, with what they do where nothing is said. From their sources. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import { apiNameOf } from '../../server/model/api-name.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';

const NODE_SAML =
  /^(?:@node-saml\/(?:node-saml#SAML|passport-saml#(?:SAML|Strategy|MultiSamlStrategy))|passport-saml#(?:SAML|Strategy|MultiSamlStrategy))$/;
/** Requests are signed only with one of these. */
const SIGNING_KEYS = ['privateKey', 'privateCert'] as const;
const ALGORITHMS = ['signatureAlgorithm', 'digestAlgorithm'] as const;

/** The algorithms that node-saml takes SHA-1 for, because nothing is said although it signs. */
export function silentAlgorithms(call: CallFact): readonly string[] {
  const [options] = call.arguments;
  if (!NODE_SAML.test(call.callee) || options?.kind !== 'record' || options.open) return [];
  const signs = SIGNING_KEYS.some((name) => {
    const key = entryOf(options, name);
    return key.kind !== 'absent' && !isAlways(key, '', null, false);
  });
  return signs ? ALGORITHMS.filter((name) => entryOf(options, name).kind === 'absent') : [];
}

/** The certificate in the message decides which key it is verified with: whoever sends it chooses. */
export function trustsKeyInfo(value: Value): boolean {
  const given = value.kind === 'function' ? value.returns : value;
  return /^xml-crypto#(?:default\.)?SignedXml\.getCertFromKeyInfo(?:\(\))?$/.test(apiNameOf(given));
}

/** The function that a signature is verified with the key of. */
export function keyInfoOf(call: CallFact): Value {
  const isMade = /^xml-crypto#(?:default\.)?SignedXml$/.test(call.callee);
  return isMade ? entryOf(call.arguments[0] ?? ABSENT, 'getCertFromKeyInfo') : ABSENT;
}

/** What has been made of `new SignedXml(…)`, with its options. */
const SIGNED = /^xml-crypto#(?:default\.)?SignedXml\(\)\.(\w+)$/;

export function methodOfSigned(call: CallFact): string | undefined {
  return SIGNED.exec(call.callee)?.[1];
}

/** A public certificate and HMAC: the certificate, which everybody has, would be the secret. */
export function mixesKeys(call: CallFact): boolean {
  const [options = ABSENT] = call.receiver.kind === 'call' ? call.receiver.arguments : [];
  return methodOfSigned(call) === 'enableHMAC' && options.kind === 'record' && options.entries.has('publicCert');
}

/** Names that are read where the content that the signature covers is used, and not the whole document. */
const BINDING =
  /^(?:getSignedReferences|getReferences|signedReferences|references|validateReference|getValidatedReferences|xpath|uri)$/;

/** True where a file looks at what a signature covers. */
export function looksAtReferences(file: FactsView): boolean {
  return (
    file.facts('call').some((call) => BINDING.test(call.spelled.split('.').at(-1) ?? '')) ||
    file.facts('function').some(({ reads }) => reads.some((name) => BINDING.test(name)))
  );
}

/** A validator of schemas that finds every document valid. */
export function validatesNothing(call: CallFact): Value | undefined {
  if (!/^samlify#(?:default\.)?setSchemaValidator$/.test(call.callee)) return undefined;
  const validate = entryOf(call.arguments[0] ?? ABSENT, 'validate');
  return validate.kind === 'function' && ['known', 'absent'].includes(validate.returns.kind) ? validate : undefined;
}

/** Settings that let unsigned answers of a provider in: last names of the key, and the value that does. */
const SWITCHES: readonly { readonly key: RegExp; readonly within: RegExp; readonly off: RegExp }[] = [
  { key: /^validateSignature$/, within: /identityProviders|^$/, off: /^false$/ },
  { key: /^saml[._]client[._]signature$|^saml\.client\.signature$/, within: /attributes/, off: /^never$/ },
];

export function letsUnsignedIn(names: readonly string[], value: Value): boolean {
  if (value.kind !== 'known') return false;
  const last = names.at(-1) ?? '';
  const before = names.slice(0, -1).join('.');
  return SWITCHES.some(
    ({ key, within, off }) => key.test(last) && within.test(before) && off.test(String(value.value)),
  );
}
