/** Calls that encrypt, with their initialisation vector or nonce, where it is not handed over with the cipher, too. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { cipherCall, type CipherCall } from './cipher-calls.ts';

export interface NonceCall {
  readonly nonce: Value;
  readonly key: Value;
  /** The cipher takes each pair of key and nonce once only, else it gives everything away. */
  readonly isAuthenticated: boolean;
}

const LATER = byCallee<{ entry?: string }>([
  [/^(?:node-forge#|global#forge\.)cipher\.createCipher\(\)\.start$/, { entry: 'iv' }],
  [/^(?:node-forge#|global#forge\.)(?:aes|des|rc2)\.createEncryptionCipher\(\)\.start$/, {}],
  [/^jose#(?:CompactEncrypt|FlattenedEncrypt|EncryptJWT)\(\)(?:\.\w+\(\))*\.setInitializationVector$/, {}],
]);

export function nonceCall(call: CallFact): NonceCall | undefined {
  const cipher = cipherCall(call);
  if (cipher?.encrypts) return ofCipher(cipher);
  const row = LATER(call.callee);
  if (!row) return undefined;
  const [first = ABSENT] = call.arguments;
  const nonce = row.entry === undefined ? first : entryOf(first, row.entry);
  const key = call.receiver.kind === 'call' ? (call.receiver.arguments[1] ?? ABSENT) : ABSENT;
  return { nonce, key, isAuthenticated: call.callee.startsWith('jose') };
}

function ofCipher({ choices, iv, key }: CipherCall): NonceCall | undefined {
  // ECB has none, and that of a wrapped key is prescribed.
  const used = choices.filter(({ cipher }) => cipher.mode !== 'ecb' && cipher.mode !== 'wrap');
  if (choices.length > 0 && used.length === 0) return undefined;
  return { nonce: iv, key, isAuthenticated: used.length > 0 && used.every(({ cipher }) => cipher.mode === 'aead') };
}
