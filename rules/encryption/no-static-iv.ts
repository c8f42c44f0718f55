import { rule, type FactsView, type Problem } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { CIPHER_WORDS } from '../catalog/cipher-calls.ts';
import { FixedValues, type Fixed } from '../catalog/fixed-values.ts';
import { nonceCall } from '../catalog/nonce-calls.ts';

type Message = Fixed | 'setting' | 'short';
type ProjectProblem = Problem<Message> & { readonly path: string };

export const noStaticIv = rule<Message>({
  id: 'encryption/no-static-iv',
  severity: 'error',
  words: [
    ...CIPHER_WORDS,
    /['"]jose['"]/,
    /(?:aes|crypto?|encryption|cipher|verschluesselung)[._-]?iv\b/,
    /\biv["']?\s?[:=]\s?["']?[\w+/]{12}/,
    /initiali[sz]ation[._-]?vector|initialisierungsvektor/,
  ],
  text: {
    de: {
      title: 'Fester Initialisierungsvektor',
      messages: {
        literal: 'Der Initialisierungsvektor steht fest im Quelltext; gleiche Texte ergeben dasselbe Ergebnis.',
        zeros: 'Der Initialisierungsvektor besteht nur aus Nullen, bei jeder Verschlüsselung.',
        environment: 'Der Initialisierungsvektor kommt aus der Konfiguration und ist für alle Daten derselbe.',
        once: 'Der Zufallswert entsteht nur einmal und wird für jede weitere Verschlüsselung wieder benutzt.',
        key: 'Der Schlüssel dient zugleich als Initialisierungsvektor.',
        derived: 'Der Initialisierungsvektor wird aus gleichbleibenden Werten errechnet und ist damit immer derselbe.',
        identifier:
          'Der Initialisierungsvektor hängt nur an einer Kennung; jede Änderung desselben Datensatzes benutzt ihn wieder.',
        time: 'Der Initialisierungsvektor ist die Uhrzeit; sie lässt sich erraten und kann sich wiederholen.',
        setting: '`{name}` legt einen Initialisierungsvektor für alle Daten fest.',
        short: 'Der Zufallswert hat nur {bytes} Byte; bei vielen Nachrichten wiederholt er sich.',
      },
      why: 'Mit demselben Schlüssel und demselben Initialisierungsvektor sieht man dem Ergebnis an, welche Datensätze gleich beginnen. Bei GCM und CTR ist es schlimmer: Aus zwei Nachrichten lässt sich der Klartext errechnen, bei GCM auch der Schlüssel für die Prüfwerte, und Bescheide lassen sich fälschen.',
      advice: {
        literal:
          'Je Nachricht `randomBytes(12)` für GCM oder `randomBytes(16)` für CBC erzeugen und mit dem Ergebnis speichern.',
        zeros:
          'Je Nachricht `randomBytes(12)` für GCM oder `randomBytes(16)` für CBC erzeugen und mit dem Ergebnis speichern.',
        environment:
          'Je Nachricht `randomBytes(12)` für GCM oder `randomBytes(16)` für CBC erzeugen und mit dem Ergebnis speichern; geheim sein muss er nicht.',
        once: 'Den Zufallswert in der Funktion erzeugen, die verschlüsselt, und mit dem Ergebnis speichern.',
        key: 'Je Nachricht `randomBytes(12)` für GCM oder `randomBytes(16)` für CBC erzeugen und mit dem Ergebnis speichern.',
        derived:
          'Je Nachricht `randomBytes(12)` für GCM oder `randomBytes(16)` für CBC erzeugen und mit dem Ergebnis speichern.',
        identifier: 'Je Nachricht `randomBytes(12)` erzeugen; die Kennung gehört in `setAAD`.',
        time: 'Je Nachricht `randomBytes(12)` für GCM oder `randomBytes(16)` für CBC erzeugen und mit dem Ergebnis speichern.',
        setting:
          'Die Einstellung entfernen und je Nachricht einen Zufallswert erzeugen, der mit dem Ergebnis gespeichert wird.',
        short: '`randomBytes(12)` verwenden, wie GCM es vorsieht.',
      },
    },
    en: {
      title: 'Static initialisation vector',
      messages: {
        literal: 'The initialisation vector is fixed in the source; equal texts give the same result.',
        zeros: 'The initialisation vector consists of zeros only, each time something is encrypted.',
        environment: 'The initialisation vector comes from the configuration and is the same for all data.',
        once: 'The random value is made only once and used again for everything that is encrypted later.',
        key: 'The key serves as the initialisation vector, too.',
        derived: 'The initialisation vector is worked out from values that stay the same, so it is always the same.',
        identifier:
          'The initialisation vector hangs on an identifier only; each change of the same record uses it again.',
        time: 'The initialisation vector is the time; it can be guessed and may occur twice.',
        setting: '`{name}` sets one initialisation vector for all data.',
        short: 'The random value has {bytes} bytes only; with many messages it occurs again.',
      },
      why: 'With the same key and the same initialisation vector the result shows which records begin alike. With GCM and CTR it is worse: two messages give away the plain text, with GCM the key of the authentication tags, too, and notices can be forged.',
      advice: {
        literal:
          'Make `randomBytes(12)` for GCM or `randomBytes(16)` for CBC for each message and store it with the result.',
        zeros:
          'Make `randomBytes(12)` for GCM or `randomBytes(16)` for CBC for each message and store it with the result.',
        environment:
          'Make `randomBytes(12)` for GCM or `randomBytes(16)` for CBC for each message and store it with the result; it need not be secret.',
        once: 'Make the random value in the function that encrypts, and store it with the result.',
        key: 'Make `randomBytes(12)` for GCM or `randomBytes(16)` for CBC for each message and store it with the result.',
        derived:
          'Make `randomBytes(12)` for GCM or `randomBytes(16)` for CBC for each message and store it with the result.',
        identifier: 'Make `randomBytes(12)` for each message; the identifier belongs into `setAAD`.',
        time: 'Make `randomBytes(12)` for GCM or `randomBytes(16)` for CBC for each message and store it with the result.',
        setting: 'Remove the setting and make a random value for each message, which is stored with the result.',
        short: 'Use `randomBytes(12)`, as GCM wants it.',
      },
    },
  },
  on: {
    setting({ key, value, document }, report, file) {
      const name = key.at(-1) ?? '';
      if (WITHOUT_KEYS.has(document) || value.kind !== 'known' || !isVector(key.slice(-2))) return;
      if (!/^[\w+/=-]{12,64}$/.test(String(value.value)) || /[_-]iv$|^(?:change|your)/i.test(String(value.value)))
        return;
      const severity = file.stage === 'local' ? 'warning' : undefined;
      report({
        message: 'setting',
        range: value.range,
        data: { name },
        confidence: 'medium',
        ...(severity && { severity }),
      });
    },
  },
  project(project, report) {
    for (const problem of project.gather(staticVectors)) report(problem);
  },
});

const WITHOUT_KEYS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'npm:package', 'tsconfig']);

/** `ENCRYPTION_IV`, `aes.iv`, `initialisierungsvektor`. */
function isVector(names: readonly string[]): boolean {
  const last = wordsOf(names.at(-1) ?? '');
  const words = names.flatMap(wordsOf);
  const text = ` ${last.join(' ')} `;
  if (/ initiali[sz]ation vector | initialisierungsvektor /.test(text)) return true;
  return (
    last.at(-1) === 'iv' && words.some((word) => /^(?:aes|crypto?|encrypt\w*|cipher|verschluessel\w*)$/.test(word))
  );
}

function staticVectors(file: FactsView): readonly ProjectProblem[] {
  const found: ProjectProblem[] = [];
  let values: FixedValues | undefined;
  for (const call of file.facts('call')) {
    const used = nonceCall(call);
    if (!used || used.nonce.kind === 'absent') continue;
    values ??= new FixedValues(file);
    const { nonce } = used;
    const kind = values.kindOf(nonce, call, used.key);
    if (kind) {
      const isGuess = GUESSES.has(kind);
      found.push({
        message: kind,
        path: file.path,
        range: nonce.range,
        same: placeOf(nonce, file.path),
        data: {},
        ...(isGuess && { severity: 'warning' }),
        ...((isGuess || kind === 'once') && { confidence: 'medium' }),
      });
      continue;
    }
    const bytes = randomLength(nonce);
    if (used.isAuthenticated && bytes !== undefined && bytes < 12) {
      const range = nonce.range;
      found.push({ message: 'short', path: file.path, range, data: { bytes: String(bytes) }, severity: 'warning' });
    }
  }
  return found;
}

/** What a person may have meant otherwise, or what differs most of the time. */
const GUESSES: ReadonlySet<Fixed> = new Set(['identifier', 'time']);

/** Several uses of one constant are one finding. */
function placeOf(value: Exclude<Value, { kind: 'absent' }>, path: string): string {
  const place = value.origin ?? { path, range: value.range };
  return `${place.path} ${String(place.range.start)}`;
}

/** Bytes of a random value that is made by a call. */
function randomLength(value: Value): number | undefined {
  if (value.kind !== 'call') return undefined;
  const [size] = value.arguments;
  if (/^node:crypto#(?:default\.)?randomBytes$/.test(value.callee))
    return size?.kind === 'known' && typeof size.value === 'number' ? size.value : undefined;
  return /crypto[#.](?:default\.)?(?:webcrypto\.)?getRandomValues$/.test(value.callee) &&
    size?.kind === 'call' &&
    size.callee === 'global#Uint8Array'
    ? randomLength({ ...size, callee: 'node:crypto#randomBytes' })
    : undefined;
}
