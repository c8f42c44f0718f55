import { isAlways, isByDefault, knownTexts } from '../../server/model/ask.ts';
import type { NamedValueFact } from '../../server/model/facts.ts';
import type { Fix } from '../../server/model/finding.ts';
import { rule, type FactsView, type FileView, type Report } from '../../server/model/rule.ts';
import { placeOf, type TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { unverifiedCalls, variableSetBy } from '../catalog/certificate-calls.ts';
import {
  IDENTITY_OPTIONS,
  SERVERS,
  UNVERIFIED_OPTIONS,
  UNVERIFIED_PARTS,
  UNVERIFIED_TOOLS,
  UNVERIFIED_VARIABLES,
  WITHOUT_EFFECT,
} from '../catalog/certificate-options.ts';
import { PRINTING, programsOf, programsStartedBy, type UnverifiedProgram } from '../catalog/certificate-programs.ts';
import { UNVERIFIED_TRIGGERS } from '../catalog/certificate-texts.ts';
import { isVerificationOff, VERIFICATION_WORDS, WITHOUT_VERIFICATION } from '../catalog/certificate-settings.ts';
import { isSetOtherwise } from '../catalog/switches.ts';
import { SERVER_SWITCH_WORDS, serverSwitch, unverifiedServers } from '../catalog/web-servers.ts';

type Message = 'option' | 'byDefault' | 'process' | 'tool' | 'identity' | 'address' | 'setting';

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
    /ssl_cert_reqs|verify_peer|ssl_server_dn_match/,
    'trust server certificate',
    ...UNVERIFIED_TOOLS.keys(),
    ...VERIFICATION_WORDS,
    'ignore-certificate-errors',
    ...UNVERIFIED_TRIGGERS,
    ...SERVER_SWITCH_WORDS,
    /\bcurl\b/,
    /no-check-certificate|verify-(?:peer|host)=|tls-skip-verify|--(?:allow-)?insecure/,
    /sslverify|strict-ssl|-tls-verify/,
    // Handed to a function of the project that makes the connection
    /(?:agent|dispatcher|client)\(false\b/,
  ],
  text: {
    de: {
      title: 'Zertifikatsprüfung abgeschaltet',
      messages: {
        option: '`{name}` schaltet die Prüfung des Serverzertifikats ab.',
        byDefault:
          '`{name}` ist aus, solange niemand die Variable setzt; das Serverzertifikat wird dann nicht geprüft.',
        process: '`{name}` schaltet die Prüfung aller Zertifikate im ganzen Prozess ab.',
        tool: '`{name}` schaltet die Prüfung der Zertifikate für {tool} ab.',
        identity: '`{name}` nimmt jeden Servernamen an, der Name im Zertifikat wird nie verglichen.',
        address: 'Die Verbindungszeichenkette schaltet die Prüfung des Serverzertifikats ab.',
        setting: 'Die Einstellung `{name}` schaltet die Prüfung des Serverzertifikats ab.',
      },
      why: 'Ohne diese Prüfung ist die Verbindung zwar verschlüsselt, aber niemand weiß, mit wem. Wer im Netz dazwischen sitzt, gibt sich als Datenbank, Register oder Anmeldedienst aus und liest und ändert alles mit: Personendaten, Kennwörter, Bescheide. Nach BSI TR-03116-4 ist der Zertifizierungspfad vollständig zu prüfen.',
      advice: {
        option:
          'Die Prüfung eingeschaltet lassen und das Zertifikat der eigenen Zertifizierungsstelle mitgeben, zum Beispiel `ca: readFileSync(process.env.CA_FILE)`.',
        byDefault: 'Die Prüfung zum Normalfall machen und nur für den eigenen Rechner abschaltbar lassen.',
        process:
          'Die Variable entfernen und die eigene Zertifizierungsstelle mit `NODE_EXTRA_CA_CERTS=/pfad/ca.pem` bekannt machen.',
        tool: 'Den Zusatz entfernen und die eigene Zertifizierungsstelle mit `{instead}` bekannt machen.',
        identity:
          'Die Funktion weglassen, dann vergleicht Node den Namen selbst; bei abweichendem Namen `servername` setzen.',
        address: 'Den Zusatz entfernen und die Zertifizierungsstelle über die Optionen der Verbindung angeben.',
        setting:
          'Die Prüfung einschalten und das Zertifikat der eigenen Zertifizierungsstelle in den Vertrauensspeicher des Programms aufnehmen.',
      },
    },
    en: {
      title: 'Certificate check switched off',
      messages: {
        option: '`{name}` switches off the verification of the server certificate.',
        byDefault: '`{name}` is off as long as nobody sets the variable; the server certificate is not verified then.',
        process: '`{name}` switches off the verification of every certificate in the whole process.',
        tool: '`{name}` switches off the verification of certificates for {tool}.',
        identity: '`{name}` accepts any server name, the name in the certificate is never compared.',
        address: 'The connection string switches off the verification of the server certificate.',
        setting: 'The setting `{name}` switches off the verification of the server certificate.',
      },
      why: 'Without this check the connection is encrypted, but nobody knows to whom. Whoever sits in the network between poses as the database, the register or the identity provider and reads and changes everything: personal data, passwords, official notices. BSI TR-03116-4 asks for full validation of the certification path.',
      advice: {
        option:
          'Leave verification on and hand over the certificate of your own certification authority, for example `ca: readFileSync(process.env.CA_FILE)`.',
        byDefault: 'Make verification the normal case and let it be switched off for the own machine only.',
        process:
          'Remove the variable and make your own certification authority known with `NODE_EXTRA_CA_CERTS=/path/ca.pem`.',
        tool: 'Remove the addition and make your own certification authority known with `{instead}`.',
        identity:
          'Leave the function out, Node then compares the name itself; set `servername` where the name differs.',
        address: 'Remove the addition and give the certification authority in the options of the connection.',
        setting:
          'Switch verification on and put the certificate of your own certification authority into the trust store of the program.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      const name = fact.names.at(-1) ?? '';
      if (fact.form === 'attribute') return;
      reportVariable(name, fact.value, report, file);
      reportAddress(fact.value, report);
      if (fact.form === 'variable' || isServer(fact.argumentOf, fact.siblings)) return;
      if (fact.names.length === 1 && WITHOUT_EFFECT.test(fact.argumentOf ?? '')) return;
      if (
        IDENTITY_OPTIONS.has(name) &&
        fact.value.kind === 'function' &&
        !fact.value.throws &&
        acceptsEverything(fact.value.returns)
      ) {
        report({ message: 'identity', range: rangeOf(fact.value), data: { name } });
      }
      if (fact.form !== 'assignment') reportOption(name, fact.value, report, file, authorityFor(fact));
      // A class keeps its own values in fields; what they are used for shows where they are used.
      if (fact.form !== 'parameter' && fact.form !== 'field' && !UNVERIFIED_OPTIONS.has(name))
        reportSetting(fact.names, fact.value, report, file);
    },
    setting(fact, report, file) {
      if (WITHOUT_VERIFICATION.has(fact.document) || serverSwitch(fact)) return;
      const name = fact.key.at(-1) ?? '';
      reportVariable(name, fact.value, report, file);
      reportOption(name, fact.value, report, file);
      reportAddress(fact.value, report);
      if (!UNVERIFIED_OPTIONS.has(name) && !UNVERIFIED_TOOLS.has(name))
        reportSetting(fact.key, fact.value, report, file);
    },
    text({ shape, range, parts }, report, file) {
      const { name = '', tool, instead } = parts;
      if (shape !== 'unverified-program') return;
      reportPrograms(
        [{ range, name, ...(tool !== undefined && { tool }), ...(instead !== undefined && { instead }) }],
        report,
        file,
      );
    },
    command(fact, report, file) {
      reportPrograms(programsOf(fact), report, file);
      if (fact.isStarted || PRINTING.test(fact.program)) return;
      for (const { key, value } of fact.arguments) reportVariable(key, value, report, file);
    },
    markup(fact, report, file) {
      if (WITHOUT_VERIFICATION.has(fact.document)) return;
      const names = fact.attribute === undefined ? fact.elements : [...fact.elements, fact.attribute];
      reportSetting(names, fact.value, report, file);
      reportAddress(fact.value, report);
    },
    call(fact, report, file) {
      for (const { range, name } of unverifiedCalls(fact)) report({ message: 'option', range, data: { name } });
      for (const argument of fact.arguments) reportAddress(argument, report);
      const variable = variableSetBy(fact);
      if (variable) reportVariable(variable.name, variable.value, report, file);
      reportPrograms(programsStartedBy(fact, file), report, file);
    },
  },
  project(project, report) {
    for (const { fact, tool, instead } of project.gather(unverifiedServers)) {
      const file = project.file(fact.path);
      const toFile: Report<Message> = (problem) => {
        report({ ...problem, path: fact.path });
      };
      const name = file.text.slice(fact.range.start, fact.range.end);
      reportPrograms([{ range: fact.range, name, tool, instead }], toFile, file);
    }
    for (const fact of project.gather(assignedOptions)) {
      const toFile: Report<Message> = (problem) => {
        report({ ...problem, path: fact.path });
      };
      reportOption(fact.names.at(-1) ?? '', fact.value, toFile, project.file(fact.path));
    }
  },
});

/** Options that are put together one by one, without those of a server: `options.requestCert = true` stands beside them. */
function assignedOptions(file: FactsView): readonly NamedValueFact[] {
  const assigned = file.facts('named-value').filter(({ form }) => form === 'assignment');
  const found = assigned.filter(({ names }) => UNVERIFIED_OPTIONS.has(names.at(-1) ?? ''));
  const ownerOf = ({ names }: NamedValueFact): string => names.slice(0, -1).join('.');
  const servers = new Set(
    found.length === 0 ? [] : assigned.filter(({ names }) => names.at(-1) === 'requestCert').map(ownerOf),
  );
  return found.filter((fact) => !servers.has(ownerOf(fact)));
}

function reportPrograms(programs: readonly UnverifiedProgram[], report: Report<Message>, file: FileView): void {
  for (const { range, name, tool, instead } of programs) {
    const data = { name, tool: tool ?? '', instead: instead ?? '' };
    report({ message: tool === undefined ? 'process' : 'tool', range, data, ...milder(file) });
  }
}

function reportSetting(names: readonly string[], value: Value, report: Report<Message>, file: FileView): void {
  if (value.kind !== 'known' || !isVerificationOff(names, value.value)) return;
  const name = names.filter((each) => !/^\d+$/.test(each)).slice(-2);
  const data = { name: name.join('.') };
  const same = sameConstant(value, file);
  report({ message: 'setting', range: value.range, data, confidence: 'medium', ...milder(file), ...same });
}

function reportVariable(name: string, value: Value, report: Report<Message>, file: FileView): void {
  const tool = UNVERIFIED_TOOLS.get(name);
  if (tool && value.kind === 'known' && tool.bad.test(String(value.value)))
    reportPrograms([{ range: value.range, name, ...tool }], report, file);
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

/** Entry for the own certification authority beside the switch, and where it is read from; '' where none is taken. */
function authorityFor({ names, form, siblings, argumentOf = '' }: NamedValueFact): string {
  if (form !== 'property' || names.at(-1) !== 'rejectUnauthorized' || argumentOf.startsWith('@grpc/')) return '';
  const name = argumentOf.startsWith('got#') ? 'certificateAuthority' : 'ca';
  return siblings.includes(name) || siblings.includes('pfx') ? '' : `${name}: process.env.TLS_CA`;
}

function reportOption(name: string, value: Value, report: Report<Message>, file: FileView, authority = ''): void {
  const bad = UNVERIFIED_OPTIONS.get(name) ?? [];
  const range = rangeOf(value);
  if (isAlways(value, ...bad))
    report({
      message: 'option',
      range,
      data: { name },
      ...milder(file),
      ...sameConstant(value, file),
      ...fixOf(range, bad[0] === true, authority, file),
    });
  else if (isByDefault(value, ...bad) && !isSetOtherwise(value))
    report({ message: 'byDefault', range, data: { name }, confidence: 'medium', ...milder(file) });
}

/** Several uses of one constant are one finding, at the first use; so are its use and an entry of its own that says it. */
function sameConstant({ origin, range = NOWHERE }: Value, { path }: FileView): { same: string } {
  const place = origin ?? { path, range };
  return { same: `${place.path} ${String(place.range.start)}` };
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

/**
 * A suggestion only: the other side may have a certificate that nobody has ever checked. The own certification authority
 * comes from a variable; as long as that is not set, Node takes the authorities that it knows.
 */
function fixOf(range: TextRange, isTrueBad: boolean, authority: string, file: FileView): { fix?: Fix } {
  const { path } = placeOf(range, file.path);
  const written = path === file.path ? file.text.slice(range.start, range.end) : '';
  if (written !== String(isTrueBad)) return {};
  return {
    fix: {
      safety: 'suggestion',
      title:
        authority === ''
          ? { de: 'Zertifikatsprüfung einschalten', en: 'Switch certificate verification on' }
          : {
              de: 'Zertifikatsprüfung einschalten, eigene Zertifizierungsstelle aus `TLS_CA`',
              en: 'Switch certificate verification on, own certification authority from `TLS_CA`',
            },
      edits: [{ path, range, text: authority === '' ? String(!isTrueBad) : `${String(!isTrueBad)}, ${authority}` }],
    },
  };
}

/** Node takes anything that is true for an error, so a function that returns nothing accepts every name. */
function acceptsEverything(returns: Value): boolean {
  return returns.kind === 'absent' || isAlways(returns, null, false, 0, '');
}

function isServer(argumentOf: string | undefined, siblings: readonly string[]): boolean {
  return siblings.includes('requestCert') || (argumentOf !== undefined && SERVERS.has(argumentOf));
}

const NOWHERE: TextRange = { start: 0, end: 0 };

function rangeOf(value: Value): TextRange {
  return value.range ?? NOWHERE;
}
