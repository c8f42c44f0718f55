import { rule, type FileView, type Problem, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { CIPHER_WORDS } from '../catalog/cipher-calls.ts';
import { KEY_WORDS, paddedKey, shortKey } from '../catalog/key-lengths.ts';
import type { KeyKind, KeyProblem } from '../catalog/key-names.ts';
import { keyInCommand, keySet } from '../catalog/key-settings.ts';
import { programStarted } from '../catalog/started-programs.ts';

type Message = KeyKind | 'setting' | 'padded';

export const noShortKey = rule<Message>({
  id: 'encryption/no-short-key',
  severity: 'warning',
  fix: 'suggestion',
  words: [
    ...KEY_WORDS,
    ...CIPHER_WORDS,
    /openssl|ssh-keygen|keytool|certbot|\bstep (?:ca|certificate|crypto)\b/,
    /rsa[_-]?bits|key[._ -]?(?:size|bits|length|laenge|spec)|modulus[_-]?length|ecdsa_curve|schl(?:ü|ue)ssell(?:ä|ae)nge|default_bits/,
    /kind:\s?certificate\b/,
    /rsa_?\d{4}|rsa_(?:sign|decrypt)/,
    /(?:ecdsa|named|elliptic)[_-]?curve|ssl_ecdh_curve|kurve\s?[:=]/,
  ],
  text: {
    de: {
      title: 'Zu kurzer Schlüssel',
      messages: {
        rsa: 'Ein RSA-Schlüssel mit {bits} Bit ist zu kurz.',
        rsaDefault: '`{name}` erzeugt ohne Angabe einen RSA-Schlüssel mit {bits} Bit; das ist zu kurz.',
        curve: 'Die Kurve `{name}` hat nur {bits} Bit.',
        dh: 'Eine Diffie-Hellman-Gruppe mit {bits} Bit ist zu klein.',
        dsa: 'DSA-Schlüssel sind veraltet und je nach Größe in Reichweite von Angreifern.',
        symmetric: 'Ein Schlüssel mit {bits} Bit lässt sich durchprobieren.',
        setting: '`{name}` lässt Schlüssel mit {bits} Bit erzeugen; das ist zu kurz.',
        padded: 'Der Schlüssel ist ein kurzer Text, der nur aufgefüllt wird, bis die Länge passt.',
      },
      why: 'Ein Schlüssel muss so lange halten wie das, was er schützt: Bescheide und Akten oft Jahrzehnte. BSI TR-02102-1 verlangt für RSA und Diffie-Hellman wenigstens 3000 Bit, für elliptische Kurven 250 Bit. RSA unter 2048 Bit gilt als in Reichweite gut ausgestatteter Angreifer.',
      advice: {
        rsa: '3072 oder 4096 Bit verwenden, oder die Kurve P-256.',
        rsaDefault: '`modulusLength: 3072` angeben (je nach Bibliothek `bits`), oder die Kurve P-256 verwenden.',
        curve: '`P-256`, `P-384` oder `brainpoolP256r1` verwenden.',
        dh: 'ECDH mit `P-256` verwenden, oder die Gruppe `modp15` (3072 Bit).',
        dsa: 'ECDSA mit `P-256`, Ed25519 oder RSA mit 3072 Bit verwenden.',
        symmetric: 'Wenigstens 128 Bit verwenden, besser 256.',
        setting: '3072 oder 4096 Bit einstellen, oder die Kurve P-256.',
        padded:
          'Einen zufälligen Schlüssel von 32 Byte verwenden, oder ihn mit `scryptSync(kennwort, salz, 32)` ableiten.',
      },
    },
    en: {
      title: 'Key too short',
      messages: {
        rsa: 'An RSA key of {bits} bit is too short.',
        rsaDefault: '`{name}` makes an RSA key of {bits} bit where nothing is said; that is too short.',
        curve: 'The curve `{name}` has {bits} bit only.',
        dh: 'A Diffie-Hellman group of {bits} bit is too small.',
        dsa: 'DSA keys are outdated and, depending on their size, within reach of attackers.',
        symmetric: 'A key of {bits} bit can be tried out.',
        setting: '`{name}` has keys of {bits} bit made; that is too short.',
        padded: 'The key is a short text that is only filled up until its length fits.',
      },
      why: 'A key has to last as long as what it protects: notices and files often for decades. BSI TR-02102-1 asks for at least 3000 bit with RSA and Diffie-Hellman, 250 bit with elliptic curves. RSA below 2048 bit counts as within reach of well-equipped attackers.',
      advice: {
        rsa: 'Use 3072 or 4096 bit, or the curve P-256.',
        rsaDefault: 'Give `modulusLength: 3072` (`bits` in some libraries), or use the curve P-256.',
        curve: 'Use `P-256`, `P-384` or `brainpoolP256r1`.',
        dh: 'Use ECDH with `P-256`, or the group `modp15` (3072 bit).',
        dsa: 'Use ECDSA with `P-256`, Ed25519 or RSA with 3072 bit.',
        symmetric: 'Use at least 128 bit, better 256.',
        setting: 'Set 3072 or 4096 bit, or the curve P-256.',
        padded: 'Use a random key of 32 bytes, or derive it with `scryptSync(password, salt, 32)`.',
      },
    },
  },
  on: {
    call(call, report, file) {
      const short = shortKey(call);
      if (short) tell(short, short.kind, short.range, call.spelled, report, file, short.value);
      const padded = paddedKey(call);
      if (padded) report({ message: 'padded', range: padded, data: { name: '', bits: '' } });
      const started = programStarted(call);
      if (started) ofCommand(started.program, started.words, started.rangeOf, report, file);
    },
    command({ program, arguments: given }, report, file) {
      ofCommand(
        program,
        given.map(({ text }) => text),
        (index) => given[index]?.range,
        report,
        file,
      );
    },
    setting({ key, value, document }, report, file) {
      if (WITHOUT_KEYS.has(document) || document === 'k8s:Certificate') return;
      const set = keySet(key, value);
      if (set && value.kind === 'known') tell(set, 'setting', value.range, set.name, report, file);
    },
    resource({ type, value }, report, file) {
      if (type !== 'k8s:Certificate') return;
      const spec = value.entries.get('spec');
      const key = spec?.kind === 'record' ? spec.entries.get('privateKey') : undefined;
      const [algorithm, size] = key?.kind === 'record' ? [key.entries.get('algorithm'), key.entries.get('size')] : [];
      if (size?.kind !== 'known' || (algorithm && !(algorithm.kind === 'known' && algorithm.value === 'RSA'))) return;
      const set = keySet(['rsa', 'keySize'], size);
      if (set) tell(set, 'setting', size.range, 'privateKey.size', report, file);
    },
  },
});

const WITHOUT_KEYS: ReadonlySet<string> = new Set(['texts', 'json-schema', 'openapi', 'npm:package', 'tsconfig']);

function tell(
  { bits, name, isBroken }: KeyProblem,
  message: Message,
  range: TextRange,
  spelled: string,
  report: Report<Message>,
  file: FileView,
  value?: Value,
): void {
  const shown = message === 'curve' ? name : spelled;
  const severity = file.stage === 'local' ? (isBroken ? 'warning' : 'information') : isBroken ? 'error' : 'warning';
  const origin = value?.origin;
  report({
    message,
    range,
    data: { bits: String(bits), name: shown },
    severity,
    ...(message === 'setting' && { confidence: 'medium' }),
    ...(origin && { same: `${origin.path} ${String(origin.range.start)}` }),
    ...fixOf(range, bits, file),
  });
}

/** A suggestion only: certificates and the other side may prescribe a length. */
function fixOf(range: TextRange, bits: number, file: FileView): Pick<Problem, 'fix'> {
  if (range.path !== undefined && range.path !== file.path) return {};
  if (file.text.slice(range.start, range.end) !== String(bits) || bits < 512) return {};
  return {
    fix: {
      safety: 'suggestion',
      title: { de: '3072 Bit verwenden', en: 'Use 3072 bit' },
      edits: [{ path: file.path, range, text: '3072' }],
    },
  };
}

/** Programs make keys for developers' own machines more often than not: what is only below the recommendation is a note. */
function ofCommand(
  program: string,
  words: readonly string[],
  rangeOf: (index: number) => TextRange | undefined,
  report: Report<Message>,
  file: FileView,
): void {
  const found = keyInCommand(program, words);
  const range = found && rangeOf(found.index);
  if (!range) return;
  const data = { bits: String(found.bits), name: found.name };
  const severity = !found.isBroken ? 'information' : file.stage === 'local' ? 'warning' : 'error';
  report({ message: found.kind, range, data, severity, ...fixOf(range, found.bits, file) });
}
