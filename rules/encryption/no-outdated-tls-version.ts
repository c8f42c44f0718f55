import { knownTexts } from '../../server/model/ask.ts';
import type { NamedValueFact, ResourceFact } from '../../server/model/facts.ts';
import type { Confidence, Fix, Severity } from '../../server/model/finding.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { flagNames } from '../catalog/tls-flags.ts';
import { startedWords, switchesOfCommand } from '../catalog/tls-version-commands.ts';
import {
  CURRENT_SWITCHED_OFF,
  MISSING_VERSIONS,
  OUTDATED_SWITCHED_OFF,
  PROXY_OPTIONS,
  proxySwitches,
  UNBOUNDED_METHOD,
  versionSetting,
  versionSwitches,
  WITHOUT_VERSIONS,
  type VersionSetting,
} from '../catalog/tls-version-settings.ts';
import { raised, readVersions, type TlsVersion } from '../catalog/tls-versions.ts';

type Message = 'admits' | 'most' | 'byDefault' | 'unbounded' | 'switchedOff' | 'missing';

export const noOutdatedTlsVersion = rule<Message>({
  id: 'encryption/no-outdated-tls-version',
  severity: 'error',
  fix: 'suggestion',
  words: [
    /(?:tls|ssl)[-_ ]?v?[-_ ]?[123](?:[._-]?[01])?(?![\d.])/,
    /(?:min|max)_?version/,
    'secureProtocol',
    /SSL_OP_NO_TLS/,
    /TLS_(?:client_|server_)?method/,
    /tls[-_]?min|min(?:imum|imal)?[-_]?tls|tls[-_]?(?:max|version)/,
    /ELBSecurityPolicy-|AppGwSslPolicy|TLSEnforcementDisabled/,
    /(?:aws_a?lb_listener|aws_cloudfront_distribution|google_compute_ssl_policy|aws_(?:elastic|open)search_domain)"/,
    /ssl_?(?:proxy)?protocols?[\s=:]/,
    /smtpd?_tls_(?:mandatory_)?protocols/,
  ],
  text: {
    de: {
      title: 'Veraltete TLS-Version zugelassen',
      messages: {
        admits: '`{name}` lässt {versions} zu.',
        most: '`{name}` erlaubt höchstens {versions}; neuere Versionen sind damit abgeschaltet.',
        byDefault: '`{name}` lässt {versions} zu, solange nichts anderes eingestellt ist.',
        unbounded: '`{name}` hebt die untere Grenze auf; je nach Bibliothek werden dann auch {versions} ausgehandelt.',
        switchedOff: '`{name}` schaltet TLS 1.2 ab und lässt ältere Versionen an.',
        missing: '`{name}` fehlt; die Vorgabe des Anbieters lässt {versions} zu.',
      },
      why: 'SSL sowie TLS 1.0 und 1.1 haben bekannte Schwächen und sind nach RFC 8996 nicht mehr zu verwenden; ein Angreifer im Netz drückt Verbindungen auf die älteste zugelassene Version herunter. BSI TR-02102-2 und der Mindeststandard des BSI für TLS nennen nur noch TLS 1.2 und 1.3.',
      advice: {
        admits: 'TLS 1.2 als Untergrenze setzen: {instead}.',
        most: 'Die obere Grenze weglassen, dann handeln beide Seiten die neueste Version aus, die sie kennen.',
        byDefault: 'Auch für den Normalfall TLS 1.2 als Untergrenze setzen: {instead}.',
        unbounded: "Die Angabe weglassen und, wo nötig, `minVersion: 'TLSv1.2'` setzen.",
        switchedOff: 'Stattdessen die alten Versionen abschalten: `SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1`.',
        missing: 'Die Untergrenze ausdrücklich setzen: {instead}.',
      },
    },
    en: {
      title: 'Outdated TLS version admitted',
      messages: {
        admits: '`{name}` admits {versions}.',
        most: '`{name}` admits {versions} at most; newer versions are switched off by it.',
        byDefault: '`{name}` admits {versions} as long as nothing else is set.',
        unbounded: '`{name}` lifts the lower bound; depending on the library {versions} are negotiated then, too.',
        switchedOff: '`{name}` switches TLS 1.2 off and leaves older versions on.',
        missing: '`{name}` is missing; the default of the provider admits {versions}.',
      },
      why: 'SSL and TLS 1.0 and 1.1 have known weaknesses and must not be used any more (RFC 8996); an attacker in the network presses connections down to the oldest version that is admitted. BSI TR-02102-2 and the minimum standard of the BSI for TLS name TLS 1.2 and 1.3 only.',
      advice: {
        admits: 'Set TLS 1.2 as the lower bound: {instead}.',
        most: 'Leave the upper bound out, then both sides negotiate the newest version that they know.',
        byDefault: 'Set TLS 1.2 as the lower bound for the normal case, too: {instead}.',
        unbounded: "Leave it out and, where needed, set `minVersion: 'TLSv1.2'`.",
        switchedOff: 'Switch the old versions off instead: `SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1`.',
        missing: 'Set the lower bound expressly: {instead}.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      if (!KEPT.has(fact.form)) reportNamed(fact, report, file);
      reportSwitches(fact.value, report, file);
    },
    setting(fact, report, file) {
      const { document, key, format, value } = fact;
      if (WITHOUT_VERSIONS.has(document)) return;
      const name = key.at(-1) ?? '';
      // A list of records is data: what was found on other servers.
      if (format === 'json' && key.slice(0, -1).some((each) => /^\d+$/.test(each))) return;
      reportEntry(key, value, report, file);
      reportSwitches(value, report, file);
      if (document === 'haproxy' || PROXY_OPTIONS.test(name)) reportProxy(fact, report, file);
    },
    markup({ document, elements, attribute, value }, report, file) {
      if (WITHOUT_VERSIONS.has(document)) return;
      reportEntry(attribute === undefined ? elements : [...elements, attribute], value, report, file);
      reportSwitches(value, report, file);
    },
    command(fact, report, file) {
      for (const { name, outdated, range, severity } of switchesOfCommand(fact))
        reportSwitch(name, outdated, range, report, file, severity);
    },
    call(fact, report, file) {
      for (const value of startedWords(fact)) reportSwitches(value, report, file);
    },
    resource(fact, report) {
      reportMissing(fact, report);
    },
  },
});

/** Forms of names that keep a value; what it is used for shows where it is used. */
const KEPT: ReadonlySet<NamedValueFact['form']> = new Set([
  'attribute',
  'variable',
  'parameter',
  'field',
  'enum-member',
]);
/** Packages of clouds whose constants are spelled like the values they stand for. */
const INFRASTRUCTURE = /^(?:aws-cdk-lib|@aws-cdk\/|@pulumi\/|cdktf|@cdktf\/)/;
const CURRENT = '`TLSv1.2`';

function reportNamed({ names, value, siblings }: NamedValueFact, report: Report<Message>, file: FileView): void {
  const name = names.at(-1) ?? '';
  if (name === 'secureOptions') {
    const flag = flagNames(value).find(({ text }) => CURRENT_SWITCHED_OFF.test(text));
    const isWhole = flagNames(value).some(({ text }) => OUTDATED_SWITCHED_OFF.test(text));
    if (flag && !isWhole)
      report({ message: 'switchedOff', range: flag.range, data: { name: flag.text }, ...milder(file) });
    return;
  }
  if (name === 'secureProtocol') {
    for (const text of knownTexts(value)) {
      const data = {
        name: `${name}: '${text.value}'`,
        versions: 'TLS 1.0, TLS 1.1',
        instead: "`minVersion: 'TLSv1.2'`",
      };
      const { outdated } = readVersions(text.value);
      const range = value.range ?? text.range;
      const same = sameConstant(value, file);
      if (outdated.length > 0)
        report({
          message: 'admits',
          range,
          data: { ...data, versions: outdated.join(', ') },
          ...same,
          ...milder(file),
        });
      else if (UNBOUNDED_METHOD.test(text.value) && !siblings.includes('secureOptions'))
        report({ message: 'unbounded', range, data, ...same, severity: 'warning' });
    }
    return;
  }
  if (value.kind === 'reference' && INFRASTRUCTURE.test(value.module)) {
    const constant = value.path.at(-1) ?? value.name;
    const setting = versionSetting(names, constant);
    if (setting) reportSetting(setting, name, constant, value, report, file);
    return;
  }
  reportEntry(names, value, report, file);
}

/** An entry of any format that sets versions. */
function reportEntry(names: readonly string[], value: Value, report: Report<Message>, file: FileView): void {
  const name = names.findLast((each) => !/^\d+$/.test(each)) ?? '';
  if (value.kind === 'known') {
    const text = String(value.value);
    const setting = versionSetting(names, text);
    if (setting) reportSetting(setting, name, text, value, report, file);
    return;
  }
  for (const text of knownTexts(value)) {
    const setting = versionSetting(names, text.value);
    if (!setting || setting.outdated.length === 0) continue;
    reportSetting(
      setting,
      name,
      text.value,
      value,
      report,
      file,
      value.kind === 'environment' ? 'byDefault' : undefined,
    );
    return;
  }
}

function reportSetting(
  { kind, outdated }: VersionSetting,
  name: string,
  text: string,
  value: Value,
  report: Report<Message>,
  file: FileView,
  message: Message = kind === 'most' ? 'most' : 'admits',
): void {
  const range = value.range;
  if (outdated.length === 0 || !range) return;
  const confidence: Confidence = value.kind === 'known' || value.kind === 'reference' ? 'high' : 'medium';
  const better = kind === 'list' ? undefined : raised(text);
  report({
    message,
    range,
    data: { name, versions: outdated.join(', '), instead: better === undefined ? CURRENT : `\`${better}\`` },
    confidence,
    ...sameConstant(value, file),
    ...milder(file),
    ...(kind === 'least' && fixOf(range, text, better, file)),
  });
}

/** A suggestion only: another side that knows nothing newer is shut out. */
function fixOf(range: TextRange, text: string, better: string | undefined, file: FileView): { fix?: Fix } {
  const index = range.path === undefined ? file.text.slice(range.start, range.end).indexOf(text) : -1;
  if (better === undefined || index < 0) return {};
  const start = range.start + index;
  return {
    fix: {
      safety: 'suggestion',
      title: { de: `TLS 1.2 verlangen (${better})`, en: `Demand TLS 1.2 (${better})` },
      edits: [{ path: file.path, range: { start, end: start + text.length }, text: better }],
    },
  };
}

/** Switches inside a longer text. It is read from the file, because escapes and folded lines move offsets inside the value. */
function reportSwitches(value: Value, report: Report<Message>, file: FileView): void {
  if ((value.kind !== 'known' && value.kind !== 'composed') || value.origin) return;
  if (value.range.path !== undefined && value.range.path !== file.path) return;
  const { start } = value.range;
  for (const found of versionSwitches(file.text.slice(start, value.range.end)))
    reportSwitch(found.name, found.outdated, { start: start + found.start, end: start + found.end }, report, file);
}

function reportSwitch(
  name: string,
  outdated: readonly TlsVersion[],
  range: TextRange,
  report: Report<Message>,
  file: FileView,
  severity?: Severity,
): void {
  report({
    message: 'admits',
    range,
    data: { name, versions: outdated.join(', '), instead: CURRENT },
    // A variable in front of a command is a setting and a command.
    same: String(range.start),
    ...milder(file),
    ...(severity && { severity }),
  });
}

function reportProxy(
  { key, keyRange, value }: { key: readonly string[]; keyRange: TextRange; value: Value },
  report: Report<Message>,
  file: FileView,
): void {
  const name = key.at(-1) ?? '';
  for (const { outdated } of proxySwitches(name)) reportSwitch(name, outdated, keyRange, report, file);
  if (value.kind !== 'known') return;
  const { start, end } = value.range;
  for (const found of proxySwitches(file.text.slice(start, end)))
    reportSwitch(found.name, found.outdated, { start: start + found.start, end: start + found.end }, report, file);
}

function reportMissing({ type, nameRange, value }: ResourceFact, report: Report<Message>): void {
  for (const { type: wanted, block, entry, beside, outdated, instead } of MISSING_VERSIONS) {
    if (type !== `terraform:${wanted}`) continue;
    const record = block === undefined ? value : value.entries.get(block);
    if (record?.kind !== 'record' || record.open || record.entries.has(entry)) continue;
    const other = beside && record.entries.get(beside[0]);
    if (beside && !(other?.kind === 'known' && beside[1].test(String(other.value)))) continue;
    report({
      message: 'missing',
      range: nameRange,
      data: { name: entry, versions: outdated.join(', '), instead: `\`${instead}\`` },
      confidence: 'medium',
      severity: 'warning',
    });
  }
}

/** Several uses of one constant are one finding, at the first use. */
function sameConstant({ origin, range }: Value, { path }: FileView): { same?: string } {
  if (!range) return {};
  const place = origin ?? { path, range };
  return { same: `${place.path} ${String(place.range.start)}` };
}

/** Files for developers' own machines: worth a warning, because they are copied. */
function milder(file: FileView): { severity?: 'warning' } {
  return file.stage === 'local' ? { severity: 'warning' } : {};
}
