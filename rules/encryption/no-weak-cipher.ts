import { knownTexts, shownText } from '../../server/model/ask.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { cipherCall, CIPHER_WORDS, type CipherCall } from '../catalog/cipher-calls.ts';
import { cipherInCommand } from '../catalog/cipher-commands.ts';
import { weaknessOf, type Cipher } from '../catalog/cipher-names.ts';
import { cipherSet, statementCipher, xmlCipher } from '../catalog/cipher-settings.ts';
import { gcmFix } from '../catalog/gcm-fix.ts';
import { programStarted } from '../catalog/started-programs.ts';

type Message =
  'cipher' | 'ecb' | 'reads' | 'derived' | 'passphrase' | 'xml' | 'xmlAllowed' | 'setting' | 'command' | 'wrapped';

export const noWeakCipher = rule<Message>({
  id: 'encryption/no-weak-cipher',
  severity: 'error',
  fix: 'suggestion',
  words: [
    ...CIPHER_WORDS,
    /xmlenc#/,
    /InsecureAlgorithm/,
    /openssl|cipher-algo/,
    /\bzip\s-/,
    /desede|3des|des3|tripledes|\brc[245]\b|blowfish|\becb\b|pbewith/,
    /["'\s:=](?:des|bf|idea|cast5?)[-/]/,
    /(?:algorithm|algorithmus|verfahren|cipher|transformation)["']?\s?[:=]\s?["']?(?:des|idea|bf)\b/,
    /DES_ENCRYPT|pgp_(?:sym|pub)_encrypt|encrypt\s?\(/,
  ],
  text: {
    de: {
      title: 'Schwaches Verschlüsselungsverfahren',
      messages: {
        cipher: '`{cipher}` ist gebrochen oder zu kurz und schützt verschlüsselte Daten nicht mehr.',
        ecb: '`{cipher}` verschlüsselt gleiche Blöcke gleich; Wiederholungen bleiben im Ergebnis sichtbar.',
        reads: 'Hier werden Daten gelesen, die mit `{cipher}` verschlüsselt sind, einem gebrochenen Verfahren.',
        derived: '`{name}` leitet den Schlüssel mit einem Durchlauf MD5 ab und verschlüsselt ohne Zufallswert.',
        passphrase:
          '`{name}` macht aus dem Text mit einem Durchlauf MD5 einen Schlüssel; er lässt sich durchprobieren.',
        xml: '`{name}` verschlüsselt XML mit `{cipher}`; Angreifer können den Inhalt Stück für Stück erfragen.',
        xmlAllowed: '`{name}` lässt gebrochene Verfahren der XML-Verschlüsselung wieder zu.',
        setting: '`{name}` wählt `{cipher}`, ein schwaches Verschlüsselungsverfahren.',
        command: '`{name}` verschlüsselt mit `{cipher}`, einem schwachen Verfahren.',
        wrapped: '`{name}` schützt den privaten Schlüssel nur mit `{cipher}`.',
      },
      why: 'DES, 3DES, RC4, RC2 und Blowfish lassen sich mit heutigen Mitteln brechen oder geben nach einigen Gigabyte Klartext preis. Im Modus ECB zeigt der verschlüsselte Text, welche Felder gleich sind, etwa dieselbe Diagnose in zwei Akten, und Blöcke lassen sich unbemerkt austauschen. Wer die Datenbank oder eine Sicherung in die Hand bekommt, liest dann Angaben von Bürgerinnen und Bürgern.',
      advice: {
        cipher:
          '`aes-256-gcm` mit `randomBytes(12)` je Nachricht verwenden; vorhandene Daten beim nächsten Schreiben umstellen.',
        ecb: '`aes-256-gcm` mit `randomBytes(12)` je Nachricht verwenden; vorhandene Daten beim nächsten Schreiben umstellen.',
        reads: 'Die Daten einmalig auf `aes-256-gcm` umstellen und diese Stelle danach entfernen.',
        derived:
          '`createCipheriv` mit `aes-256-gcm`, `randomBytes(12)` und einem Schlüssel aus `scryptSync(kennwort, salz, 32)` verwenden.',
        passphrase:
          'Einen zufälligen Schlüssel von 32 Byte verwenden, besser gleich `createCipheriv` aus `node:crypto` mit `aes-256-gcm`.',
        xml: '`http://www.w3.org/2009/xmlenc11#aes256-gcm` angeben; die Gegenstelle muss es ebenfalls können.',
        xmlAllowed: 'Den Schalter entfernen und mit der Gegenstelle `xmlenc11#aes256-gcm` vereinbaren.',
        setting: 'AES mit 256 Bit im Modus GCM einstellen; vorhandene Daten beim nächsten Schreiben umstellen.',
        command: 'AES mit 256 Bit verwenden, für Dateien `age` oder `gpg --cipher-algo AES256`.',
        wrapped: '`-aes256` angeben.',
      },
    },
    en: {
      title: 'Weak cipher',
      messages: {
        cipher: '`{cipher}` is broken or too short and no longer protects what is encrypted.',
        ecb: '`{cipher}` encrypts equal blocks equally; repetitions stay visible in the result.',
        reads: 'Data are read here that are encrypted with `{cipher}`, a broken cipher.',
        derived: '`{name}` derives the key with one round of MD5 and encrypts without a random value.',
        passphrase: '`{name}` makes a key of the text with one round of MD5; it can be tried out.',
        xml: '`{name}` encrypts XML with `{cipher}`; attackers can ask for the content piece by piece.',
        xmlAllowed: '`{name}` lets broken algorithms of XML encryption in again.',
        setting: '`{name}` selects `{cipher}`, a weak cipher.',
        command: '`{name}` encrypts with `{cipher}`, a weak cipher.',
        wrapped: '`{name}` protects the private key with `{cipher}` only.',
      },
      why: 'DES, 3DES, RC4, RC2 and Blowfish can be broken with the means of today or give plain text away after some gigabytes. In ECB mode the encrypted text shows which fields are equal, for example the same diagnosis in two files, and blocks can be exchanged without anybody noticing. Whoever gets hold of the database or a backup then reads data of citizens.',
      advice: {
        cipher:
          'Use `aes-256-gcm` with `randomBytes(12)` for each message; convert existing data when they are written next.',
        ecb: 'Use `aes-256-gcm` with `randomBytes(12)` for each message; convert existing data when they are written next.',
        reads: 'Convert the data to `aes-256-gcm` once and remove this place afterwards.',
        derived:
          'Use `createCipheriv` with `aes-256-gcm`, `randomBytes(12)` and a key from `scryptSync(password, salt, 32)`.',
        passphrase: 'Use a random key of 32 bytes, better still `createCipheriv` of `node:crypto` with `aes-256-gcm`.',
        xml: 'Give `http://www.w3.org/2009/xmlenc11#aes256-gcm`; the other side has to know it, too.',
        xmlAllowed: 'Remove the switch and agree on `xmlenc11#aes256-gcm` with the other side.',
        setting: 'Set AES with 256 bit in GCM mode; convert existing data when they are written next.',
        command: 'Use AES with 256 bit, for files `age` or `gpg --cipher-algo AES256`.',
        wrapped: 'Give `-aes256`.',
      },
    },
  },
  on: {
    call(call, report, file) {
      const cipher = cipherCall(call);
      if (cipher) reportCall(cipher, report, file);
      if (DERIVING.test(call.callee)) {
        const name = call.callee.slice(call.callee.lastIndexOf('#') + 1);
        report({ message: 'derived', range: call.calleeRange, data: { name, cipher: '' } });
      }
      for (const argument of call.arguments) reportStatement(argument, report, file);
      const started = programStarted(call);
      if (started) reportCommand(started.program, started.words, started.rangeOf, report, file);
    },
    'named-value'(fact, report) {
      if (fact.form !== 'property') return;
      const name = fact.names.at(-1) ?? '';
      if (/^disallow(?:En|De)cryptionWithInsecureAlgorithm$/.test(name) && fact.value.kind === 'known') {
        if (fact.value.value === false)
          report({ message: 'xmlAllowed', range: fact.value.range, data: { name, cipher: '' } });
        return;
      }
      if (/algorithm$/i.test(name)) reportXml(name, fact.value, report);
      const isOfLibrary =
        fact.argumentOf !== undefined && /^[^./]/.test(fact.argumentOf) && !READ_AS_CALL.test(fact.argumentOf);
      if (isOfLibrary) reportSetting(fact.names, fact.value, report, { severity: 'warning' });
    },
    setting(fact, report, file) {
      if (WITHOUT_CIPHERS.has(fact.document)) return;
      if (/algorithm$/i.test(fact.key.at(-1) ?? '')) reportXml(fact.key.at(-1) ?? '', fact.value, report);
      reportSetting(fact.key, fact.value, report, milder(file));
      const mode = (fact.key.at(-1) ?? '').replaceAll('-', '_');
      if (mode === 'block_encryption_mode' && fact.value.kind === 'known' && /-ecb$/i.test(String(fact.value.value)))
        report({ message: 'setting', range: fact.value.range, data: { name: mode, cipher: String(fact.value.value) } });
    },
    markup({ element, elements, attribute, value, document }, report, file) {
      if (WITHOUT_CIPHERS.has(document)) return;
      if (element === 'EncryptionMethod' && attribute === 'Algorithm') reportXml(element, value, report);
      else reportSetting(attribute === undefined ? elements : [...elements, attribute], value, report, milder(file));
    },
    command({ program, arguments: given }, report, file) {
      const rangeOf = (index: number): TextRange | undefined => given[index]?.range;
      reportCommand(
        program,
        given.map(({ text }) => text),
        rangeOf,
        report,
        file,
      );
    },
  },
});

/** Gone from Node 22 on. */
const DERIVING =
  /^(?:node:crypto|crypto-browserify|browserify-cipher|react-native-(?:quick-)?crypto)#(?:default\.)?create(?:C|Dec)ipher$/;
/** Their options are read with the call. */
const READ_AS_CALL = /^(?:node:|global#|crypto-|typeorm-encrypted|node-forge|sjcl)|subtle\./;
const WITHOUT_CIPHERS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'npm:package', 'tsconfig']);

function reportCall(cipher: CipherCall, report: Report<Message>, file: FileView): void {
  const { call, encrypts, choices } = cipher;
  const weak = choices.find((choice) => weaknessOf(choice.cipher) !== undefined);
  const weakness = weak && weaknessOf(weak.cipher);
  if (weak && weakness) {
    const isHere = weak.range.path === undefined || weak.range.path === file.path;
    const range = isHere ? weak.range : call.calleeRange;
    const origin = weak.value?.origin ?? { path: file.path, range: weak.value?.range ?? range };
    const same = `${origin.path} ${String(origin.range.start)}`;
    const data = { cipher: shown(weak.cipher), name: call.spelled };
    const message = encrypts ? weakness : 'reads';
    const fix = weak.cipher.mode === 'ecb' ? gcmFix(file) : {};
    report({ message, range, data, same, ...(!encrypts && { severity: 'warning' as const }), ...fix });
    return;
  }
  if (encrypts && CRYPTO_JS.test(call.callee) && isText(cipher.key)) {
    const range = cipher.key.range ?? call.calleeRange;
    report({ message: 'passphrase', range, data: { name: call.spelled, cipher: '' }, severity: 'warning' });
  }
}

/** A key that is a text is taken for a password; one that is made of bytes is used as it is. */
const CRYPTO_JS = /^(?:global#CryptoJS|crypto-js|crypto-es|crypto-ts|cryptojs)(?:#|\/|\.)(?!.*createEncryptor)/;

function isText(value: Value): boolean {
  if (value.kind === 'either') return value.options.every(isText);
  if (value.kind === 'call')
    return value.callee.startsWith('global#String().') && value.arguments.slice(0, 1).every(isText);
  return (
    (value.kind === 'known' && typeof value.value === 'string') ||
    value.kind === 'environment' ||
    value.kind === 'composed' ||
    // What somebody types in is no bytes.
    (value.kind === 'parameter' && PASSWORD.test([value.name, ...(value.path ?? [])].at(-1) ?? ''))
  );
}

const PASSWORD = /^pw$|pass(?:wor[dt]|phrase)$|kennwort$/i;

function reportXml(name: string, value: Value, report: Report<Message>): void {
  for (const text of knownTexts(value)) {
    const weakness = xmlCipher(text);
    if (!weakness) continue;
    const cipher = text.value.slice(text.value.indexOf('#') + 1);
    const range = value.range ?? text.range;
    report({
      message: 'xml',
      range,
      data: { name, cipher },
      ...(weakness === 'unauthenticated' && { severity: 'warning' }),
    });
  }
}

function reportSetting(
  names: readonly string[],
  value: Value,
  report: Report<Message>,
  more: { severity?: 'warning' },
): void {
  const set = cipherSet(names, value);
  if (!set || value.kind !== 'known') return;
  report({
    message: 'setting',
    range: value.range,
    data: { name: set.name, cipher: shown(set) },
    confidence: 'medium',
    ...more,
  });
}

function reportStatement(value: Value, report: Report<Message>, file: FileView): void {
  if (value.kind === 'absent') return;
  const text = shownText(value);
  const cipher = text.length > 8 ? statementCipher(text) : undefined;
  if (cipher === undefined) return;
  const { start, end, path } = value.range;
  const at = path === undefined || path === file.path ? file.text.slice(start, end).indexOf(cipher) : -1;
  const range = at < 0 ? value.range : { start: start + at, end: start + at + cipher.length };
  report({ message: 'command', range, data: { name: 'SQL', cipher }, ...milder(file) });
}

function reportCommand(
  program: string,
  words: readonly string[],
  rangeOf: (index: number) => TextRange | undefined,
  report: Report<Message>,
  file: FileView,
): void {
  const found = cipherInCommand(program, words);
  const range = found && rangeOf(found.index);
  if (!range) return;
  const data = { name: program === 'openssl' ? `openssl ${words[0] ?? ''}` : program, cipher: found.name };
  if (found.wraps === 'data') report({ message: 'command', range, data, ...milder(file) });
  else report({ message: 'wrapped', range, data, severity: file.stage === 'local' ? 'information' : 'warning' });
}

function milder(file: FileView): { severity?: 'warning' } {
  return file.stage === 'local' ? { severity: 'warning' } : {};
}

function shown({ family, mode }: Cipher): string {
  const named = mode === 'ecb' || mode === 'cbc' ? `-${mode.toUpperCase()}` : '';
  return family === '' ? mode.toUpperCase() : `${family}${mode === 'ecb' ? named : ''}`;
}
