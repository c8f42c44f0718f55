import { apiNameOf, canonicalName } from '../../server/model/api-name.ts';
import { knownTexts, literalPlace } from '../../server/model/ask.ts';
import type { CallFact, NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import { rule, type FactsView, type FileView, type Problem, type Report } from '../../server/model/rule.ts';
import type { EnvironmentValue, Value } from '../../server/model/value.ts';
import { daysRemembered, namesRememberedDevice } from '../catalog/remembered-devices.ts';
import { judgeScript } from '../catalog/second-factor-conditions.ts';
import {
  isCode,
  isUpperCase,
  namesException,
  namesFactor,
  namesMasterCode,
  switchOf,
  takesAway,
  truthOf,
} from '../catalog/second-factor-names.ts';
import { switchedBack } from '../catalog/second-factor-fix.ts';

type Message = 'setting' | 'switch' | 'missing' | 'stage' | 'master' | 'exempt' | 'remember';

/** Documents in which such a name is a text, a description, or a run that serves nobody. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'texts',
  'json-schema',
  'openapi',
  'npm:package',
  'tsconfig',
  'github-workflow',
  'gitlab-ci',
  'keycloak:realm',
  'keycloak:client',
  'k8s:KeycloakRealmImport',
]);
/** Where a property says how the program behaves, not how a person is set up. */
const CONFIGURING =
  /^(?:config|configuration|konfiguration|settings|einstellungen|options|environment|env|security|sicherheit|auth|authentication|anmeldung|flags|policy|richtlinie|defaults)$/i;

const COGNITO_OFF = /^(?:aws-cdk-lib\/aws-cognito|@aws-cdk\/aws-cognito|aws-cdk-lib)#(?:\w+\.)*Mfa\.OFF$/;

export const noSecondFactorBypass = rule<Message>({
  id: 'mfa/no-second-factor-bypass',
  severity: 'error',
  fix: 'suggestion',
  words: [
    /mfa(?!ng|ss)/,
    '2fa',
    'totp',
    /otp(?:[^a-z]|code|token|pin|tan|verif|check|guard|skip|off|dis|en|req|mast|by|test|user|pruef|secret)/,
    /(?:two|second|multi)[ _-]?factor/,
    /(?:zwei|mehr|zweite[nmr]|zweit)[ _-]?faktor/,
    /step[ _-]?up/,
    /two_?fa/,
    /starke[ _-]?(?:anmeldung|authentifizierung)/,
    /strong[ _-]?auth/,
    /(?:trust|remember|known)(?:ed)?[ _-]?(?:device|browser)/,
    /(?:gemerkte?s?|vertraute?s?|bekannte?s?)[ _-]?(?:geraet|gerät|browser)/,
    /\bacr\b/,
    /\bamr\b/,
    /_(?:acr|loa|trust_level|webauthn|passkey)\b/,
    /(?:skip|bypass|disable|ignore)_?(?:acr|loa|vertrauensniveau|trust_?level|webauthn|passkey)/,
  ],
  text: {
    de: {
      title: 'Zweiter Faktor lässt sich umgehen',
      messages: {
        setting: '`{name}` schaltet den zweiten Faktor ab.',
        switch: 'Mit `{name}` lässt sich der zweite Faktor von außen abschalten.',
        missing: 'Ist `{name}` nicht gesetzt, wird kein zweiter Faktor verlangt.',
        stage:
          '`{name}` entscheidet, ob der zweite Faktor geprüft wird; ist der Wert falsch gesetzt, kommt jede Anmeldung ohne ihn durch.',
        master: 'Ein fester Code wird für alle Personen anstelle des zweiten Faktors angenommen.',
        exempt: '`{name}` nimmt einzelne Konten, Netze oder Anfragen vom zweiten Faktor aus.',
        remember: '`{name}` lässt ein gemerktes Gerät {days} Tage lang ohne zweiten Faktor zu.',
      },
      why: 'Ein zweiter Faktor schützt nur, wenn es keinen Weg an ihm vorbei gibt. Schalter, feste Codes und Ausnahmen für den Test gelangen mit einer kopierten Konfiguration in den Betrieb und fallen dort niemandem auf, denn die Anmeldung funktioniert ja. Wer sie kennt, auch ehemalige Beschäftigte und Dienstleister, braucht dann nur noch ein Kennwort. Das BSI will in Produktion keine Hilfen der Entwicklung, der IT-Grundschutz sichere Voreinstellungen.',
      advice: {
        setting:
          'Den zweiten Faktor eingeschaltet lassen und für Tests Konten mit eigenem Faktor anlegen; ein TOTP-Code lässt sich im Test aus dem Geheimnis des Testkontos berechnen.',
        switch:
          'Den Schalter entfernen. In Tests die Prüffunktion selbst ersetzen oder den Code aus dem Geheimnis des Testkontos berechnen, statt im Programm einen Weg daran vorbei offen zu halten.',
        missing:
          'Die Bedingung umkehren, sodass ohne Angabe geprüft wird und nur ein ausdrückliches `false` etwas ändert, besser noch den Schalter entfernen.',
        stage:
          'Die Verzweigung entfernen und überall gleich prüfen. In der Entwicklung Konten mit eigenem zweiten Faktor verwenden.',
        master:
          'Den festen Code entfernen. Für Notfälle Wiederherstellungscodes je Person ausgeben, die nach einmaliger Verwendung verfallen.',
        exempt:
          'Die Ausnahme entfernen. Technische Konten mit Zertifikat oder eigenem Zugang anbinden; Adressen und Kopfzeilen lassen sich fälschen und ersetzen keinen Faktor.',
        remember: 'Die Frist auf höchstens 30 Tage setzen, für Verwaltungszugänge das Merken ganz weglassen.',
      },
    },
    en: {
      title: 'Second factor can be got around',
      messages: {
        setting: '`{name}` switches the second factor off.',
        switch: '`{name}` lets the second factor be switched off from outside.',
        missing: 'Where `{name}` is not set, no second factor is demanded.',
        stage:
          '`{name}` decides whether the second factor is verified; with a wrong value every sign-in gets through without it.',
        master: 'A fixed code is accepted for everybody in place of the second factor.',
        exempt: '`{name}` exempts single accounts, networks or requests from the second factor.',
        remember: '`{name}` lets a remembered device in without a second factor for {days} days.',
      },
      why: 'A second factor protects only where no way leads past it. Switches, fixed codes and exceptions made for testing reach production with a copied configuration and nobody notices, because signing in works. Whoever knows them, former staff and contractors included, then needs nothing but a password. The BSI wants no aids of development in production, IT-Grundschutz secure defaults.',
      advice: {
        setting:
          'Leave the second factor on and create accounts with a factor of their own for tests; a test can compute a TOTP code from the secret of its test account.',
        switch:
          'Remove the switch. In tests replace the verifying function itself or compute the code from the secret of the test account, instead of keeping a way past it open in the program.',
        missing:
          'Turn the condition around so that nothing set means verified and only an explicit `false` changes anything, or better remove the switch.',
        stage:
          'Remove the branch and verify everywhere alike. Use accounts with a second factor of their own during development.',
        master: 'Remove the fixed code. For emergencies hand out recovery codes per person that expire after one use.',
        exempt:
          'Remove the exception. Connect technical accounts by certificate or an access of their own; addresses and headers can be forged and replace no factor.',
        remember: 'Set the period to 30 days at most, and do not remember devices at all for administration.',
      },
    },
  },
  on: {
    setting: judgeSetting,
    'named-value': judgeNamedValue,
    call: judgeDefault,
  },
  project(project, report) {
    for (const problem of project.gather(waysPast)) report(problem);
  },
});

function waysPast(file: FactsView): readonly (Problem<Message> & { readonly path: string })[] {
  const found: (Problem<Message> & { readonly path: string })[] = [];
  const facts = {
    functions: file.facts('function'),
    comparisons: file.facts('comparison'),
    calls: file.facts('call'),
    values: file.facts('named-value'),
  };
  // The text is read only where a name has to be found whose place no fact tells.
  judgeScript(
    facts,
    () => file.text,
    (problem) => found.push({ ...problem, path: file.path }),
  );
  return found;
}

function judgeSetting(fact: SettingFact, report: Report<Message>, file: FileView): void {
  if (ELSEWHERE.has(fact.document)) return;
  const keys = fact.key.filter((key) => !/^\d+$/.test(key));
  const last = keys.at(-1) ?? '';
  const range = fact.value.range ?? fact.keyRange;
  const milder = file.stage === 'local' || file.stage === 'test' ? { severity: 'information' as const } : {};
  if (namesMasterCode(last) && knownTexts(fact.value).some(({ value }) => isCode(value))) {
    report({ message: 'master', range, secret: true, ...milder });
    return;
  }
  if (isException(keys) && knownTexts(fact.value).some(({ value }) => saysWho(value))) {
    report({ message: 'exempt', range: fact.keyRange, data: { name: last }, severity: 'warning', ...milder });
    return;
  }
  judgeDuration(keys, fact.value, report);
  const name = isUpperCase(last) || switchOf(last, true) ? last : keys.slice(-2).join('.');
  const kind = switchOf(name, true);
  if (!kind || (kind === 'plain' && !isPlainSwitch(keys))) return;
  const value = fact.value.kind === 'environment' ? fact.value.fallback : fact.value;
  if (!takesAway(value, kind)) return;
  const place = value.range ?? range;
  const fix = switchedBack(place, file);
  report({
    message: 'setting',
    range: place,
    data: { name },
    ...milder,
    ...(fact.value.kind === 'environment' && { confidence: 'medium' as const }),
    ...(fix && { fix }),
  });
}

/** `MFA_EXEMPT_USERS`, `totp.bypass-users`, `OTP_SKIP_FOR`. */
function isException(keys: readonly string[]): boolean {
  const last = keys.at(-1) ?? '';
  if (namesException(last)) return namesFactor(keys.slice(-2).join('.'));
  return /_(?:FOR|FUER)$/.test(last) && switchOf(last, true) === 'off';
}

/** Neither a switch nor the address of a page, which may be the one that asks for the factor. */
function saysWho(value: string): boolean {
  return value.trim() !== '' && truthOf(value) === undefined && !value.startsWith('/');
}

/** `MFA=off` and `security.mfa: false`; elsewhere the bare word says too little. */
function isPlainSwitch(keys: readonly string[]): boolean {
  return isUpperCase(keys.at(-1) ?? '') || keys.slice(0, -1).some((key) => CONFIGURING.test(key));
}

function judgeNamedValue(fact: NamedValueFact, report: Report<Message>, file: FileView): void {
  if (fact.form === 'attribute') return;
  const names = fact.names.filter((name) => !/^\d+$/.test(name));
  const last = names.at(-1) ?? '';
  if (namesMasterCode(last)) {
    for (const literal of knownTexts(fact.value))
      if (isCode(literal.value)) report({ message: 'master', range: literalPlace(literal), secret: true });
  }
  judgeDuration(names, fact.value, report);
  const configuring =
    isUpperCase(last) || fact.form === 'parameter' || names.slice(0, -1).some((name) => CONFIGURING.test(name));
  // A user pool of Amazon Cognito that asks nobody for a second factor.
  if (fact.value.kind === 'reference' && COGNITO_OFF.test(canonicalName(apiNameOf(fact.value))))
    report({ message: 'setting', range: fact.value.range, data: { name: last } });
  const kind =
    switchOf(last, configuring) ??
    (configuring && /^(?:enabled|required|disabled|enforced|enforce|skip|bypass|aktiv|pflicht)$/.test(last)
      ? switchOf(names.slice(-2).join('.'), true)
      : undefined);
  if (kind && (kind !== 'plain' || configuring) && takesAway(fact.value, kind)) {
    const range = fact.value.range ?? fact.range;
    const fix = switchedBack(range, file);
    report({ message: 'setting', range, data: { name: last }, confidence: 'medium', ...(fix && { fix }) });
  }
  reportFallbacks(fact.value, report);
}

/** `process.env.MFA_ENABLED ?? 'false'`, wherever it is read. */
function reportFallbacks(value: Value, report: Report<Message>): void {
  const found = environmentsIn(value).find(({ name, fallback }) => {
    const kind = switchOf(name, true);
    return kind !== undefined && takesAway(fallback, kind);
  });
  if (found?.fallback.range)
    report({ message: 'missing', range: found.fallback.range, data: { name: found.name }, severity: 'warning' });
}

function environmentsIn(value: Value): readonly EnvironmentValue[] {
  return value.kind === 'environment' ? [value] : value.kind === 'either' ? value.options.flatMap(environmentsIn) : [];
}

/** `config.get('MFA_ENABLED', false)` of any configuration reader. */
function judgeDefault(fact: CallFact, report: Report<Message>): void {
  const [key, fallback] = fact.arguments;
  const method = fact.spelled.split('.').at(-1) ?? '';
  if (
    key?.kind === 'known' &&
    typeof key.value === 'string' &&
    fallback &&
    /^(?:get|env|bool|boolean|getBoolean|getString|read|lies|hole)$/.test(method)
  ) {
    const kind = switchOf(key.value, true);
    if (kind && takesAway(fallback, kind))
      report({
        message: 'missing',
        range: fallback.range ?? fact.range,
        data: { name: key.value },
        severity: 'warning',
      });
  }
  // The name of the cookie says that it remembers a device, its options for how long.
  const [name, , options] = fact.arguments;
  if (name?.kind !== 'known' || !namesRememberedDevice(String(name.value)) || options?.kind !== 'record') return;
  const age = options.entries.get('maxAge') ?? options.entries.get('expiresIn');
  if (age) judgeDuration([String(name.value), 'maxAge'], age, report);
}

function judgeDuration(names: readonly string[], value: Value, report: Report<Message>): void {
  const days = daysRemembered(names, value);
  if (days === undefined || !value.range) return;
  const data = { name: names.at(-1) ?? '', days: String(Math.round(days)) };
  report({ message: 'remember', range: value.range, data, severity: 'warning', confidence: 'medium' });
}
