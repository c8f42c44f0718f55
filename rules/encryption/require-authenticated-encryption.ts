import type { CallFact } from '../../server/model/facts.ts';
import { rule, type FactsView, type Problem } from '../../server/model/rule.ts';
import { wordsOf } from '../../server/model/words.ts';
import { cipherCall, CIPHER_WORDS, type CipherCall } from '../catalog/cipher-calls.ts';
import { weaknessOf, type CipherMode } from '../catalog/cipher-names.ts';

type Message = 'encrypts' | 'always' | 'decrypts';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const requireAuthenticatedEncryption = rule<Message>({
  id: 'encryption/require-authenticated-encryption',
  severity: 'warning',
  words: CIPHER_WORDS,
  text: {
    de: {
      title: 'Verschlüsselung ohne Schutz vor Änderungen',
      messages: {
        encrypts:
          '`{cipher}` verschlüsselt, ohne dass eine Änderung der Daten auffällt; in dieser Datei bildet auch sonst nichts einen Prüfwert.',
        always: '`{name}` verschlüsselt immer ohne Prüfwert; eine Änderung der Daten fällt nicht auf.',
        decrypts: 'Mit `{cipher}` wird entschlüsselt, ohne vorher einen Prüfwert zu vergleichen.',
      },
      why: 'Verschlüsselte Daten in CBC oder CTR lassen sich gezielt ändern, ohne den Schlüssel zu kennen: ein Betrag, eine Kontonummer, eine Freigabe. Wer bei CBC beobachten kann, ob das Entschlüsseln scheitert, liest damit nach und nach den ganzen Text. Verfahren wie AES-GCM merken jede Änderung.',
      advice: {
        encrypts:
          '`aes-256-gcm` mit `randomBytes(12)` und `getAuthTag()` verwenden; vorhandene Daten beim nächsten Schreiben umstellen.',
        always:
          '`createCipheriv` aus `node:crypto` oder `crypto.subtle` mit AES-GCM verwenden; vorhandene Daten beim nächsten Schreiben umstellen.',
        decrypts:
          'Vor dem Entschlüsseln einen HMAC über Initialisierungsvektor und Daten prüfen, oder die Daten auf `aes-256-gcm` umstellen.',
      },
    },
    en: {
      title: 'Encryption without protection against changes',
      messages: {
        encrypts:
          '`{cipher}` encrypts without a change of the data being noticed; nothing else in this file makes an authentication code either.',
        always: '`{name}` always encrypts without an authentication code; a change of the data is not noticed.',
        decrypts: '`{cipher}` is decrypted without an authentication code being compared before.',
      },
      why: 'Data encrypted in CBC or CTR can be changed on purpose without the key: an amount, an account number, a release. Whoever can watch whether decryption fails reads the whole text of CBC bit by bit. Ciphers like AES-GCM notice every change.',
      advice: {
        encrypts:
          'Use `aes-256-gcm` with `randomBytes(12)` and `getAuthTag()`; convert existing data when they are written next.',
        always:
          'Use `createCipheriv` of `node:crypto` or `crypto.subtle` with AES-GCM; convert existing data when they are written next.',
        decrypts:
          'Verify an HMAC over initialisation vector and data before decrypting, or convert the data to `aes-256-gcm`.',
      },
    },
  },
  project(project, report) {
    for (const problem of project.gather(unauthenticated)) report(problem);
  },
});

const OPEN_MODES: ReadonlySet<CipherMode> = new Set(['cbc', 'ctr', 'cfb', 'ofb', 'stream']);
/** Libraries that know no mode with an authentication code. */
const NEVER = /^(?:global#CryptoJS|crypto-js|crypto-es|crypto-ts|cryptojs|aes-js)\b/;

function unauthenticated(file: FactsView): readonly ProjectProblem[] {
  const calls = file.facts('call');
  const ciphers = calls.map(cipherCall).filter((cipher) => cipher !== undefined);
  const open = ciphers.filter(isOpen);
  if (open.length === 0 || calls.some(makesCode)) return [];
  if (open.some(({ call }) => call.through?.beside.some(makesCode))) return [];
  const encrypting = open.filter(({ encrypts }) => encrypts);
  // What is only read may be old, or come from others whose format cannot be chosen.
  if (encrypting.length === 0)
    return ciphers.some(({ encrypts }) => encrypts) ? [] : open.map((cipher) => problemOf(cipher, 'decrypts', file));
  return encrypting.map((cipher) => problemOf(cipher, NEVER.test(cipher.call.callee) ? 'always' : 'encrypts', file));
}

/** Every cipher that may be used is strong and open to changes; the weak ones are told of by a rule of their own. */
function isOpen({ choices }: CipherCall): boolean {
  return choices.length > 0 && choices.every(({ cipher }) => OPEN_MODES.has(cipher.mode) && !weaknessOf(cipher));
}

function problemOf({ call, choices }: CipherCall, message: Message, file: FactsView): ProjectProblem {
  const [choice] = choices;
  const range = choice && (choice.range.path ?? file.path) === file.path ? choice.range : call.calleeRange;
  const origin = choice?.value?.origin ?? { path: file.path, range };
  const cipher = choice ? `${choice.cipher.family}-${choice.cipher.mode.toUpperCase()}` : '';
  return {
    message,
    path: file.path,
    range,
    same: `${origin.path} ${String(origin.range.start)}`,
    data: { cipher: cipher.replace('-STREAM', ''), name: call.spelled },
    ...(message === 'decrypts' && { severity: 'information', confidence: 'medium' }),
  };
}

/** A call that makes or compares a code over data, by its library or by its name. */
function makesCode({ callee, spelled }: CallFact): boolean {
  if (CODES.test(callee)) return true;
  const name = spelled.split('.').at(-1) ?? '';
  return wordsOf(name).some((word) => CODE_WORDS.has(word));
}

const CODES =
  /(?:#|\.)(?:createHmac|createSign|createVerify|timingSafeEqual|Hmac(?:SHA\w+|MD5)|hmac|poly1305|cmac|kmac)\b|^node:crypto#(?:sign|verify)$|subtle\.(?:sign|verify)$|crypto_(?:auth|sign|onetimeauth)/;
const CODE_WORDS: ReadonlySet<string> = new Set([
  ...['hmac', 'mac', 'cmac', 'gmac', 'sign', 'signed', 'signature', 'verify', 'verified', 'authenticate', 'integrity'],
  ...['authenticated', 'signiere', 'signieren', 'signatur', 'unterschreibe', 'unterschrift', 'siegel', 'besiegle'],
  ...['pruefwert', 'pruefcode', 'echtheit', 'integritaet'],
]);
