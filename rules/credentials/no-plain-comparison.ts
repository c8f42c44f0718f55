import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import {
  comparedBy,
  isOwnSignature,
  isShown,
  isTypedPassword,
  keptSecret,
  storedPassword,
  type Side,
} from '../catalog/compared-secrets.ts';
import { SECRET_WORDS } from '../catalog/secret-words.ts';

type Message = 'signature' | 'secret' | 'stored';

export const noPlainComparison = rule<Message>({
  id: 'credentials/no-plain-comparison',
  severity: 'warning',
  words: [...SECRET_WORDS, /hmac|token|_key\b|_pin\b|_auth\b/],
  text: {
    de: {
      title: 'Geheimnis mit einem gewöhnlichen Vergleich geprüft',
      messages: {
        signature:
          'Die berechnete Signatur wird mit `{operator}` verglichen; die Laufzeit verrät, wie viel davon stimmt.',
        secret: '`{name}` wird mit `{operator}` geprüft; die Laufzeit verrät, wie viel davon stimmt.',
        stored: '`{name}` wird unmittelbar mit der Eingabe verglichen: Das Kennwort liegt im Klartext vor.',
      },
      why: 'Ein gewöhnlicher Vergleich bricht beim ersten falschen Zeichen ab. Wer oft genug fragt und die Antwortzeit misst, errät das Geheimnis Zeichen für Zeichen. Ein Kennwort, das sich mit der Eingabe vergleichen lässt, ist zudem nicht gehasht: Wer die Tabelle sieht, hat die Kennwörter aller Personen.',
      advice: {
        signature:
          'Beide Werte als Buffer mit `timingSafeEqual` aus `node:crypto` vergleichen und vorher prüfen, dass sie gleich lang sind.',
        secret:
          'Beide Werte mit SHA-256 auf gleiche Länge bringen und mit `timingSafeEqual` aus `node:crypto` vergleichen.',
        stored:
          'Kennwörter nur als Hash speichern (Argon2id) und mit `argon2.verify(hash, eingabe)` prüfen; vorhandene Kennwörter umstellen.',
      },
    },
    en: {
      title: 'Secret checked with an ordinary comparison',
      messages: {
        signature:
          'The computed signature is compared with `{operator}`; the running time tells how much of it is right.',
        secret: '`{name}` is checked with `{operator}`; the running time tells how much of it is right.',
        stored: '`{name}` is compared directly with what was typed: the password is kept in plain text.',
      },
      why: 'An ordinary comparison stops at the first wrong character. Whoever asks often enough and measures the time of the answer guesses the secret character by character. A password that can be compared with what was typed is not hashed either: whoever sees the table has the passwords of everybody.',
      advice: {
        signature:
          'Compare both values as buffers with `timingSafeEqual` from `node:crypto`, after a check that their lengths are equal.',
        secret: 'Bring both values to one length with SHA-256 and compare with `timingSafeEqual` from `node:crypto`.',
        stored:
          'Keep passwords as a hash only (Argon2id) and check with `argon2.verify(hash, typed)`; convert the existing ones.',
      },
    },
  },
  on: {
    comparison({ operator, leftName, rightName, left, right, range, functionName }, report, file) {
      if (!/^[!=]==?$/.test(operator) || BLACKENING.test(functionName)) return;
      compare({ name: leftName, value: left }, { name: rightName, value: right }, { range, operator }, report, file);
    },
    call(call, report, file) {
      const [one, other] = comparedBy(call) ?? [];
      if (!one || !other || BLACKENING.test(call.functionName)) return;
      const operator = call.spelled.split('.').at(-1) ?? '';
      compare(
        { name: one.spelled ?? '', value: one },
        { name: other.spelled ?? '', value: other },
        { range: call.range, operator },
        report,
        file,
      );
    },
  },
});

/** Functions that look for secrets to take them out of texts. */
const BLACKENING = /redact|mask|censor|sanit|schwaerz|schwärz|anonym|scrub/i;
/** Programs for browsers, where both sides are typed. */
const PAGES = /\.(?:vue|svelte|tsx|jsx|html)$|\.component\.ts$/;

function compare(
  one: Side,
  other: Side,
  { range, operator }: { readonly range: TextRange; readonly operator: string },
  report: Report<Message>,
  file: FileView,
): void {
  for (const [kept, shown] of [
    [one, other],
    [other, one],
  ] as const) {
    const stored = PAGES.test(file.path) ? undefined : storedPassword(kept);
    if (stored !== undefined && isTypedPassword(shown))
      return report({ message: 'stored', range, severity: 'error', data: { name: stored, operator } });
    if (!isShown(shown)) continue;
    if (isOwnSignature(kept.value) && !isOwnSignature(shown.value))
      return report({ message: 'signature', range, data: { operator } });
    const name = keptSecret(kept);
    if (name !== undefined && keptSecret(shown) === undefined)
      return report({ message: 'secret', range, data: { name, operator } });
  }
}
