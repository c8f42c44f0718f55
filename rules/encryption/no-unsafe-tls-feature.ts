import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { flagNames } from '../catalog/tls-flags.ts';
import { startedWords } from '../catalog/tls-version-commands.ts';
import {
  featureSwitches,
  UNSAFE_BITS,
  UNSAFE_FLAGS,
  unsafeFeature,
  WITHOUT_FEATURES,
  type UnsafeFeature,
} from '../catalog/unsafe-tls-features.ts';

export const noUnsafeTlsFeature = rule<UnsafeFeature>({
  id: 'encryption/no-unsafe-tls-feature',
  severity: 'warning',
  words: [
    /(?:ssl|quic)[-_]?early[-_]?data/,
    /allow-0rtt|zero_?rtt|0rtt/,
    /insecure_?renegotiation|unsafe_?(?:legacy_?)?renegotiation|client_?initiated_?renegotiation/,
    /unsafe_?legacy_?server_?connect|legacy_server_connect|secure_?options/,
    /ssl_?compression/,
    /tls-keylog|sslkeylogfile|['"]keylog['"]/,
  ],
  text: {
    de: {
      title: 'Unsichere Eigenschaft von TLS eingeschaltet',
      messages: {
        earlyData: '`{name}` nimmt Daten vor dem Ende des Handshakes an; ein Mitschnitt davon lässt sich wiederholen.',
        renegotiation: '`{name}` lässt die alte Neuaushandlung zu, in die sich ein Angreifer einschieben kann.',
        compression: '`{name}` komprimiert vor dem Verschlüsseln; aus der Länge lassen sich Geheimnisse erraten.',
        keyLog: '`{name}` schreibt die Schlüssel aller Verbindungen mit; wer sie hat, liest alles.',
      },
      why: 'Diese Eigenschaften heben den Schutz von TLS zum Teil wieder auf. 0-RTT-Daten kann ein Angreifer erneut einspielen, etwa einen Antrag oder eine Zahlung. Die alte Neuaushandlung (CVE-2009-3555) und die Kompression (CRIME) sind bekannte Angriffe. BSI TR-02102-2 und TR-03116-4 schließen 0-RTT, Kompression und die vom Client ausgelöste Neuaushandlung aus.',
      advice: {
        earlyData: 'Die Angabe entfernen oder ausschalten.',
        renegotiation: 'Die Angabe entfernen und die Gegenstelle auf einen Stand mit RFC 5746 bringen.',
        compression: 'Die Kompression ausschalten.',
        keyLog: 'Die Angabe entfernen; zur Fehlersuche nur auf dem eigenen Rechner und nur für kurze Zeit verwenden.',
      },
    },
    en: {
      title: 'Unsafe feature of TLS switched on',
      messages: {
        earlyData: '`{name}` accepts data before the end of the handshake; a recording of it can be replayed.',
        renegotiation: '`{name}` admits the old renegotiation, into which an attacker can squeeze.',
        compression: '`{name}` compresses before it encrypts; secrets can be guessed from the length.',
        keyLog: '`{name}` writes down the keys of all connections; whoever has them reads everything.',
      },
      why: 'These features give up part of the protection of TLS. An attacker can replay 0-RTT data, an application or a payment for example. The old renegotiation (CVE-2009-3555) and compression (CRIME) are known attacks. BSI TR-02102-2 and TR-03116-4 rule out 0-RTT, compression and renegotiation that the client starts.',
      advice: {
        earlyData: 'Remove it or switch it off.',
        renegotiation: 'Remove it and bring the other side to a version with RFC 5746.',
        compression: 'Switch compression off.',
        keyLog: 'Remove it; use it to look for errors on your own machine only, and for a short time.',
      },
    },
  },
  on: {
    'named-value'({ form, names, value }, report, file) {
      if (form === 'attribute') return;
      if (names.at(-1) === 'secureOptions' && form !== 'variable' && form !== 'field') reportFlags(value, report);
      reportSwitches(value, report, file);
      if (form !== 'variable' && value.kind === 'known' && /^[A-Z]/.test(names.at(-1) ?? ''))
        reportEntry(names, value, report, file);
    },
    setting({ document, key, keyRange, value }, report, file) {
      if (WITHOUT_FEATURES.has(document)) return;
      reportEntry(key, value, report, file, keyRange);
      reportSwitches(value, report, file);
    },
    command({ program, arguments: given, isStarted }, report, file) {
      if (isStarted || /^(?:echo|printf|grep)$/.test(program)) return;
      for (const { text, key, value, range } of given) {
        for (const { name, feature } of featureSwitches(text)) report(problem(feature, name, range, file));
        if (!key.startsWith('-') && key !== '') reportEntry([key], value, report, file);
      }
    },
    call(fact, report, file) {
      for (const value of startedWords(fact)) reportSwitches(value, report, file);
      const [event, listener] = fact.arguments;
      if (!/^node:(?:https|tls)#.*\.(?:on|once|addListener)$/.test(fact.callee) || listener === undefined) return;
      if (event?.kind === 'known' && event.value === 'keylog') report(problem('keyLog', 'keylog', event.range, file));
    },
  },
});

function problem(
  feature: UnsafeFeature,
  name: string,
  range: TextRange,
  file: FileView,
): Parameters<Report<UnsafeFeature>>[0] {
  return {
    message: feature,
    range,
    data: { name },
    // A variable in front of a command is a setting and a command.
    same: String(range.start),
    ...(file.stage === 'local' && { severity: 'information' as const }),
  };
}

function reportEntry(
  names: readonly string[],
  value: Value,
  report: Report<UnsafeFeature>,
  file: FileView,
  keyRange?: TextRange,
): void {
  if (value.kind !== 'known') return;
  const text = String(value.value);
  const feature = unsafeFeature(names, text);
  if (feature) report(problem(feature, names.at(-1) ?? '', text === '' && keyRange ? keyRange : value.range, file));
}

/** `secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT`, also by its number. */
function reportFlags(value: Value, report: Report<UnsafeFeature>): void {
  const flag = flagNames(value).find(({ text }) => UNSAFE_FLAGS.test(text));
  if (flag) report({ message: 'renegotiation', range: flag.range, data: { name: flag.text } });
  if (value.kind === 'known' && typeof value.value === 'number' && (value.value & UNSAFE_BITS) !== 0)
    report({ message: 'renegotiation', range: value.range, data: { name: `secureOptions: ${String(value.value)}` } });
}

/** Switches inside a longer text. It is read from the file, because escapes and folded lines move offsets inside the value. */
function reportSwitches(value: Value, report: Report<UnsafeFeature>, file: FileView): void {
  if ((value.kind !== 'known' && value.kind !== 'composed') || value.origin) return;
  if (value.range.path !== undefined && value.range.path !== file.path) return;
  const { start, end } = value.range;
  for (const found of featureSwitches(file.text.slice(start, end)))
    report(problem(found.feature, found.name, { start: start + found.start, end: start + found.end }, file));
}
