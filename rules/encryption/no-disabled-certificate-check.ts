import { isAlways, isByDefault, knownTexts } from '../../server/model/ask.ts';
import type { Fix } from '../../server/model/finding.ts';
import { rule, type FileView, type Report } from '../../server/model/rule.ts';
import { placeOf, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import {
  COMMAND_KEYS,
  IDENTITY_OPTIONS,
  SERVERS,
  UNVERIFIED_ASSIGNMENT,
  UNVERIFIED_CALLS,
  UNVERIFIED_OPTIONS,
  UNVERIFIED_PARTS,
  UNVERIFIED_VARIABLES,
  WITHOUT_EFFECT,
} from '../catalog/certificate-options.ts';

type Message = 'option' | 'process' | 'identity' | 'address';

export const noDisabledCertificateCheck = rule<Message>({
  id: 'encryption/no-disabled-certificate-check',
  severity: 'error',
  fix: 'suggestion',
  words: [
    ...UNVERIFIED_OPTIONS.keys(),
    ...UNVERIFIED_VARIABLES.keys(),
    ...IDENTITY_OPTIONS,
    'disableTLSCerts',
    'no-verify',
    'accept_invalid_certs',
    'verifyServerCertificate',
    'trust server certificate',
  ],
  text: {
    de: {
      title: 'Zertifikatsprüfung abgeschaltet',
      messages: {
        option: '`{name}` schaltet die Prüfung des Serverzertifikats ab.',
        process: '`{name}` schaltet die Prüfung aller Zertifikate im ganzen Prozess ab.',
        identity: '`{name}` nimmt jeden Servernamen an, der Name im Zertifikat wird nie verglichen.',
        address: 'Die Verbindungszeichenkette schaltet die Prüfung des Serverzertifikats ab.',
      },
      why: 'Ohne diese Prüfung ist die Verbindung zwar verschlüsselt, aber niemand weiß, mit wem. Wer im Netz dazwischen sitzt, gibt sich als Datenbank, Register oder Anmeldedienst aus und liest und ändert alles mit: Personendaten, Kennwörter, Bescheide. Nach BSI TR-03116-4 ist der Zertifizierungspfad vollständig zu prüfen.',
      advice: {
        option:
          'Die Prüfung eingeschaltet lassen und das Zertifikat der eigenen Zertifizierungsstelle mitgeben, zum Beispiel `ca: readFileSync(process.env.CA_FILE)`.',
        process:
          'Die Variable entfernen und die eigene Zertifizierungsstelle mit `NODE_EXTRA_CA_CERTS=/pfad/ca.pem` bekannt machen.',
        identity:
          'Die Funktion weglassen, dann vergleicht Node den Namen selbst; bei abweichendem Namen `servername` setzen.',
        address: 'Den Zusatz entfernen und die Zertifizierungsstelle über die Optionen der Verbindung angeben.',
      },
    },
    en: {
      title: 'Certificate check switched off',
      messages: {
        option: '`{name}` switches off the verification of the server certificate.',
        process: '`{name}` switches off the verification of every certificate in the whole process.',
        identity: '`{name}` accepts any server name, the name in the certificate is never compared.',
        address: 'The connection string switches off the verification of the server certificate.',
      },
      why: 'Without this check the connection is encrypted, but nobody knows to whom. Whoever sits in the network between poses as the database, the register or the identity provider and reads and changes everything: personal data, passwords, official notices. BSI TR-03116-4 asks for full validation of the certification path.',
      advice: {
        option:
          'Leave verification on and hand over the certificate of your own certification authority, for example `ca: readFileSync(process.env.CA_FILE)`.',
        process:
          'Remove the variable and make your own certification authority known with `NODE_EXTRA_CA_CERTS=/path/ca.pem`.',
        identity:
          'Leave the function out, Node then compares the name itself; set `servername` where the name differs.',
        address: 'Remove the addition and give the certification authority in the options of the connection.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      const name = fact.names.at(-1) ?? '';
      if (fact.form === 'attribute') return;
      reportVariable(name, fact.value, report, file);
      if (fact.form === 'variable' || isServer(fact.argumentOf, fact.siblings)) return;
      if (fact.names.length === 1 && WITHOUT_EFFECT.test(fact.argumentOf ?? '')) return;
      if (IDENTITY_OPTIONS.has(name) && fact.value.kind === 'function' && acceptsEverything(fact.value.returns)) {
        report({ message: 'identity', range: rangeOf(fact.value), data: { name } });
      }
      reportOption(name, fact.value, report, file);
      reportAddress(fact.value, report);
    },
    setting(fact, report, file) {
      if (fact.document === 'texts' || fact.document === 'json-schema' || fact.document === 'openapi') return;
      const name = fact.key.at(-1) ?? '';
      reportVariable(name, fact.value, report, file);
      reportOption(name, fact.value, report, file);
      reportAddress(fact.value, report);
      if (!fact.key.some((key) => COMMAND_KEYS.has(key))) return;
      for (const { range } of knownTexts(fact.value)) {
        // The range comes from the file itself, because escapes and folded lines move offsets inside the value.
        for (const match of file.text.slice(range.start, range.end).matchAll(UNVERIFIED_ASSIGNMENT)) {
          const start = range.start + match.index;
          if (/\b(?:echo|printf)\b[^\n;&|]{0,200}$/.test(file.text.slice(Math.max(range.start, start - 200), start)))
            continue;
          report({
            message: 'process',
            range: { start, end: start + match[0].length },
            data: { name: 'NODE_TLS_REJECT_UNAUTHORIZED' },
            ...milder(file),
          });
        }
      }
    },
    call(fact, report) {
      if (UNVERIFIED_CALLS.test(fact.callee)) {
        report({
          message: 'option',
          range: { start: fact.calleeRange.end - 'disableTLSCerts'.length, end: fact.calleeRange.end },
          data: { name: 'disableTLSCerts()' },
        });
      }
      for (const argument of fact.arguments) reportAddress(argument, report);
    },
  },
});

function reportVariable(name: string, value: Value, report: Report<Message>, file: FileView): void {
  const bad = UNVERIFIED_VARIABLES.get(name) ?? [];
  if (isAlways(value, ...bad)) report({ message: 'process', range: rangeOf(value), data: { name }, ...milder(file) });
  else if (value.kind === 'environment' && isAlways(value.fallback, ...bad)) {
    report({
      message: 'process',
      range: rangeOf(value.fallback),
      data: { name },
      confidence: 'medium',
      ...milder(file),
    });
  }
}

function reportOption(name: string, value: Value, report: Report<Message>, file: FileView): void {
  const bad = UNVERIFIED_OPTIONS.get(name) ?? [];
  const range = rangeOf(value);
  if (isAlways(value, ...bad))
    report({
      message: 'option',
      range,
      data: { name },
      ...milder(file),
      ...sameConstant(name, value),
      ...fixOf(range, bad[0] === true, file),
    });
  else if (isByDefault(value, ...bad))
    report({ message: 'option', range, data: { name }, confidence: 'medium', ...milder(file) });
}

/** Several uses of one constant are one finding, at the first use. */
function sameConstant(name: string, { origin }: Value): { same?: string } {
  return origin ? { same: `${name} ${origin.path} ${String(origin.range.start)}` } : {};
}

/** Files for developers' own machines: worth a warning, because they are copied. */
function milder(file: FileView): { severity?: 'warning' } {
  return file.stage === 'local' ? { severity: 'warning' } : {};
}

function reportAddress(value: Value, report: Report<Message>): void {
  const texts = value.kind === 'composed' ? value.parts.filter((part) => part.kind === 'known') : knownTexts(value);
  const found = texts.find((text) => UNVERIFIED_PARTS.test(String(text.value)));
  if (found) report({ message: 'address', range: rangeOf(found) });
}

/** A suggestion only: the other side may have a certificate that nobody has ever checked. */
function fixOf(range: TextRange, isTrueBad: boolean, file: FileView): { fix?: Fix } {
  const { path } = placeOf(range, file.path);
  const written = path === file.path ? file.text.slice(range.start, range.end) : '';
  if (written !== String(isTrueBad)) return {};
  return {
    fix: {
      safety: 'suggestion',
      title: { de: 'Zertifikatsprüfung einschalten', en: 'Switch certificate verification on' },
      edits: [{ path, range, text: String(!isTrueBad) }],
    },
  };
}

/** Node takes anything but `undefined` for an error, so only a function that returns nothing accepts every name. */
function acceptsEverything(returns: Value): boolean {
  return returns.kind === 'absent';
}

function isServer(argumentOf: string | undefined, siblings: readonly string[]): boolean {
  return siblings.includes('requestCert') || (argumentOf !== undefined && SERVERS.has(argumentOf));
}

function rangeOf(value: Value): TextRange {
  return value.range ?? { start: 0, end: 0 };
}
