/** How node-saml and what is built on it read the names of algorithms. From its source, version 5. */
import { knownTexts } from '../../server/model/ask.ts';
import type { NamedValueFact } from '../../server/model/facts.ts';

const LIBRARIES = /^(?:@node-saml\/(?:node-saml|passport-saml)|passport-saml)#/;
const OPTIONS: ReadonlySet<string> = new Set(['signatureAlgorithm', 'digestAlgorithm']);
const KNOWN: ReadonlySet<string> = new Set(['sha256', 'sha512']);

/** `setting` for SHA-1 itself, `fallsBack` for a spelling that the library does not know. */
export function samlAlgorithm({ names, argumentOf, value }: NamedValueFact): 'setting' | 'fallsBack' | undefined {
  if (argumentOf === undefined || !LIBRARIES.test(argumentOf) || !OPTIONS.has(names.at(-1) ?? '')) return undefined;
  const texts = knownTexts(value).map((text) => text.value);
  const other = texts.find((text) => !KNOWN.has(text));
  return other === undefined ? undefined : /^sha-?1$/i.test(other) ? 'setting' : 'fallsBack';
}
