import type { CallFact } from '../../server/model/facts.ts';
import { rule, type Report } from '../../server/model/rule.ts';
import { contains, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { namesIn } from '../catalog/hash-surroundings.ts';
import { isPassword } from '../catalog/hash-uses.ts';
import {
  isFixed,
  LEAST_BCRYPT,
  leastIterations,
  numberOf,
  passwordHash,
  tooLittle,
  weakArgon,
  type PasswordHash,
} from '../catalog/password-hashes.ts';

type Message = 'cost' | 'byDefault' | 'variant' | 'salt' | 'cut' | 'setting' | 'policy';

export const requireSlowPasswordHash = rule<Message>({
  id: 'encryption/require-slow-password-hash',
  severity: 'warning',
  words: [
    'bcrypt',
    'argon2',
    'pbkdf2',
    'scrypt',
    'crypto_pwhash',
    'hashIterations',
    /salt_?-?rounds/,
    'passwordPolicy',
  ],
  text: {
    de: {
      title: 'Kennwort-Hash zu schnell oder ohne eigenes Salz',
      messages: {
        cost: '`{api}` rechnet mit {found}; nötig sind mindestens {least}.',
        byDefault: '`{api}` ohne `iterations` rechnet je nach Fassung mit einem bis 250000 Durchläufen.',
        variant: '`{variant}` hält nicht gegen alle Angriffe, gegen die Argon2id hält.',
        salt: 'Das Salz von `{api}` ist für alle gleich; gleiche Kennwörter ergeben denselben Wert.',
        cut: '`{api}` beachtet nur 72 Byte; von dem zusammengesetzten Text kann das Ende wegfallen.',
        setting: '`{name}` steht auf {found}; nötig sind mindestens {least}.',
        policy: 'Die Richtlinie für Kennwörter legt `{found}` fest; nötig ist mehr.',
      },
      why: 'Werden die gespeicherten Werte gestohlen, entscheidet die Rechenzeit je Versuch, wie viele Kennwörter gefunden werden. Die Werte von früher sind heute um Größenordnungen zu klein. Ein gemeinsames Salz lässt alle Konten auf einmal durchprobieren.',
      advice: {
        cost: 'Den Wert auf {least} oder mehr setzen, besser Argon2id mit den Voreinstellungen verwenden; alte Werte bei der nächsten Anmeldung umstellen.',
        byDefault:
          '`iterations: 600000` und `hasher: CryptoJS.algo.SHA256` angeben, besser `scrypt` aus `node:crypto`.',
        variant: 'Argon2id verwenden, die Voreinstellung der Bibliotheken.',
        salt: 'Für jedes Kennwort `randomBytes(16)` als Salz nehmen und mit dem Ergebnis speichern.',
        cut: 'Argon2id verwenden, oder den Text vorher mit HMAC-SHA-256 kürzen und als Base64 übergeben.',
        setting: 'Den Wert auf {least} oder mehr setzen.',
        policy: '`hashAlgorithm(argon2)` verwenden oder die Angaben zum Hash weglassen; die Voreinstellung genügt.',
      },
    },
    en: {
      title: 'Password hash too fast or without a salt of its own',
      messages: {
        cost: '`{api}` works with {found}; at least {least} are needed.',
        byDefault: '`{api}` without `iterations` makes between one and 250000 rounds, depending on its version.',
        variant: '`{variant}` does not resist all attacks that Argon2id resists.',
        salt: 'The salt of `{api}` is the same for everybody; equal passwords give the same value.',
        cut: '`{api}` looks at 72 bytes only; the end of the joined text may drop out.',
        setting: '`{name}` is {found}; at least {least} are needed.',
        policy: 'The password policy lays down `{found}`; more is needed.',
      },
      why: 'When the stored values are stolen, the time that one try takes decides how many passwords are found. The numbers of former years are too small today by orders of magnitude. A common salt lets all accounts be tried at once.',
      advice: {
        cost: 'Set the value to {least} or more, better use Argon2id with its defaults; convert old values at the next sign-in.',
        byDefault: 'Give `iterations: 600000` and `hasher: CryptoJS.algo.SHA256`, better `scrypt` from `node:crypto`.',
        variant: 'Use Argon2id, the default of the libraries.',
        salt: 'Take `randomBytes(16)` as salt for each password and store it with the result.',
        cut: 'Use Argon2id, or shorten the text with HMAC-SHA-256 first and hand it over as Base64.',
        setting: 'Set the value to {least} or more.',
        policy: 'Use `hashAlgorithm(argon2)` or leave out what is said about the hash; the default is enough.',
      },
    },
  },
  on: {
    call(call, report) {
      const hash = passwordHash(call);
      if (!hash || isForOldValues(call)) return;
      const api = call.spelled;
      // What is written down in a secret store is long already.
      const isKey = hash.input.kind === 'environment' && !isPassword(namesIn(hash.input));
      if (isKey || isNoPassword(hash, call)) return;
      const little = tooLittle(hash);
      if (little)
        report({
          message: 'cost',
          range: rangeIn(call, little.at),
          data: { api, found: String(little.found), least: String(little.least) },
        });
      else if (hash.row.isWeakByDefault && hash.cost.kind === 'absent' && isClosed(call.arguments[2]))
        report({ message: 'byDefault', range: call.calleeRange, data: { api }, confidence: 'medium' });
      const variant = weakArgon(call, hash);
      if (variant !== undefined) report({ message: 'variant', range: rangeIn(call, hash.variant), data: { variant } });
      if (isFixed(hash.salt)) report({ message: 'salt', range: rangeIn(call, hash.salt), data: { api } });
      if (isCut(hash))
        report({
          message: 'cut',
          range: rangeIn(call, hash.input),
          data: { api },
          severity: 'information',
          confidence: 'medium',
        });
    },
    setting({ key, value, document }, report, { stage }) {
      if (document === 'texts' || document === 'json-schema') return;
      const name = key.at(-1) ?? '';
      if (name === 'passwordPolicy') reportPolicy(value, report);
      const least = leastOf(wordsOf(key.slice(-2).join('.')).join(' '));
      const found = numberOf(value);
      if (value.kind === 'absent' || stage === 'test' || stage === 'local') return;
      if (least === undefined || found === undefined || found >= least || found < 1) return;
      report({ message: 'setting', range: value.range, data: { name, found: String(found), least: String(least) } });
    },
  },
});

/** `BCRYPT_ROUNDS`, `password.saltRounds`, `pbkdf2.iterations`: the least that is enough. */
function leastOf(words: string): number | undefined {
  if (/(?:bcrypt|salt) ?(?:salt )?(?:rounds|cost|runden|cost factor|strength)$/.test(words)) return LEAST_BCRYPT;
  if (/pbkdf2 ?(?:sha512 )?(?:iterations|iteration count|rounds|iterationen|durchlaeufe)$/.test(words))
    return leastIterations(words.includes('sha512') ? 'sha512' : '');
  return /(?:password|kennwort|passwort) hash iterations$/.test(words) ? leastIterations('') : undefined;
}

/** Keycloak: what a realm says itself takes the place of a default that is good enough. */
function reportPolicy(value: Value, report: Report<Message>): void {
  if (value.kind !== 'known' || typeof value.value !== 'string') return;
  const algorithm = /hashAlgorithm\(([\w-]{1,30})\)/.exec(value.value)?.[1] ?? '';
  const iterations = Number(/hashIterations\((\d{1,9})\)/.exec(value.value)?.[1] ?? NaN);
  const isPlain = algorithm === 'pbkdf2';
  const least = leastIterations(isPlain ? 'sha1' : algorithm.replace('pbkdf2-', ''));
  // Argon2 counts passes over its memory.
  const isPasses = algorithm === 'argon2' || (algorithm === '' && iterations < 100);
  const tooFew = iterations < least && !isPasses;
  if (tooFew || isPlain)
    report({
      message: 'policy',
      range: value.range,
      data: { found: tooFew ? `hashIterations(${String(iterations)})` : `hashAlgorithm(${algorithm})` },
    });
}

/** Data of a person or a register that are only compared later; no word around them speaks of a password. */
const DATA =
  /^(?:attr|attribute?n?|attributes?|myinfo|uinfin|nric|mail|email|phone|telefon\w*|device|geraet|etag|cache|checksum|pruefsumme|fingerprint|ip)$/;

function isNoPassword({ input }: PasswordHash, { functionName, names: given = [] }: CallFact): boolean {
  const names = [...namesIn(input), functionName, ...given];
  const words = names.flatMap((name) => name.split('.').flatMap(wordsOf));
  return words.some((word) => DATA.test(word)) && !isPassword(names);
}

/** Reads what was made before. */
function isForOldValues({ functionName }: CallFact): boolean {
  return wordsOf(functionName).some((word) =>
    /^(?:legacy|alt|alte|alten|altes|alter|old|bisherige?r?|former|migrate|migriere)$/.test(word),
  );
}

function isClosed(options: Value | undefined): boolean {
  return options === undefined || (options.kind === 'record' && !options.open);
}

/** Several texts one after the other: with a pepper or an address before it a password no longer fits. */
function isCut({ kind, input }: PasswordHash): boolean {
  if (kind !== 'bcrypt' || input.kind !== 'composed') return false;
  return input.parts.filter((part) => part.kind !== 'known' || String(part.value).length > 8).length > 1;
}

function rangeIn(call: CallFact, { range }: Value): TextRange {
  if (!range) return call.calleeRange;
  // Written in the function that was called, where it is found without the caller, too.
  if (call.through && range.path === call.calleeRange.path) return range;
  return range.path === undefined && contains(call.range, range) ? range : call.calleeRange;
}
