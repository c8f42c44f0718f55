import { knownTexts, literalPlace } from '../../server/model/ask.ts';
import type { NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import type { Confidence } from '../../server/model/finding.ts';
import { rule, type FileView, type Problem, type Report } from '../../server/model/rule.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import type { Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { CONNECTION_ENTRIES, DESCRIBING, SECRET_ARGUMENTS, SECRET_CALLS } from '../catalog/secret-arguments.ts';
import { secretStrength, type SecretStrength } from '../catalog/secret-names.ts';
import { canBeSecret, isDefaultAccount, looksRandom } from '../catalog/secret-values.ts';
import { moveToEnvironment } from '../catalog/secret-fixes.ts';
import { RANDOM_LITERAL, SECRET_WORDS } from '../catalog/secret-words.ts';

/** Documents whose passwords are texts, descriptions, package names or references. */
const WITHOUT_SECRETS: ReadonlySet<string> = new Set([
  'texts',
  'json-schema',
  'openapi',
  'npm:package',
  'tsconfig',
  'k8s:ExternalSecret',
  'k8s:ClusterExternalSecret',
  'k8s:SealedSecret',
  'k8s:SecretProviderClass',
]);

/** Words of objects that hold codes or texts about fields instead of their values. */
const ABOUT_FIELDS: ReadonlySet<string> = new Set([
  'error',
  'errors',
  'fehler',
  'fehlermeldungen',
  'message',
  'messages',
  'meldungen',
  'label',
  'labels',
  'texte',
  'text',
  'texts',
  'beschriftung',
  'beschriftungen',
  'hint',
  'hints',
  'hinweise',
  'placeholder',
  'placeholders',
  'translation',
  'translations',
  'i18n',
  'validation',
  'columns',
  'spalten',
  'fields',
  'felder',
]);
const IS_PIPELINE = /^(?:github-workflow|gitlab-ci)$/;

type Message = 'literal' | 'fallback' | 'setting' | 'argument';

export const noHardcodedPassword = rule<Message>({
  id: 'credentials/no-hardcoded-password',
  severity: 'error',
  fix: 'suggestion',
  kinds: ['main', 'build', 'test', 'sample'],
  words: [...SECRET_WORDS, RANDOM_LITERAL, ...SECRET_CALLS],
  text: {
    de: {
      title: 'Kennwort oder Schlüssel im Quelltext',
      messages: {
        literal: '`{name}` steht als fester Wert im Quelltext.',
        fallback: '`{name}` hat einen festen Ersatzwert, der gilt, sobald die Umgebungsvariable fehlt.',
        setting: '`{name}` steht als Klartext in einer versionierten Datei.',
        argument: 'Der Schlüssel für `{name}` steht als fester Wert im Quelltext.',
      },
      why: 'Wer den Quelltext lesen kann, hat das Geheimnis: jede Person im Projekt, jeder Dienstleister, jede Sicherungskopie, und die Versionsgeschichte vergisst nichts. Bei allen Kommunen, die dieselbe Fassung betreiben, gilt außerdem derselbe Wert. BSI TR-03172-3 verlangt, dass geheime Schlüssel konfigurierbar sind und nicht im Quelltext stehen.',
      advice: {
        literal:
          'Den Wert zur Laufzeit aus der Umgebung oder einem Geheimnisspeicher lesen, zum Beispiel `process.env.{variable}`, und das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        fallback:
          'Den Ersatzwert streichen und beim Start abbrechen, wenn `{variable}` fehlt. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        setting:
          'Den Wert aus der Umgebung oder einem Geheimnisspeicher beziehen, in Compose etwa `${{variable}:?}` oder `secrets:`, in Kubernetes `secretKeyRef`. Das bisherige Geheimnis ersetzen: Es gilt als bekannt.',
        argument:
          'Den Schlüssel zur Laufzeit aus der Umgebung oder einem Geheimnisspeicher lesen und den bisherigen ersetzen: Er gilt als bekannt.',
      },
    },
    en: {
      title: 'Password or key in the source text',
      messages: {
        literal: '`{name}` stands in the source text as a fixed value.',
        fallback: '`{name}` has a fixed fallback that applies as soon as the environment variable is missing.',
        setting: '`{name}` stands in plain text in a file under version control.',
        argument: 'The key for `{name}` stands in the source text as a fixed value.',
      },
      why: 'Whoever can read the source text has the secret: everybody in the project, every contractor, every backup, and the version history forgets nothing. All towns that run the same release share the same value, too. BSI TR-03172-3 demands that secret keys can be configured and do not stand in the source text.',
      advice: {
        literal:
          'Read the value at run time from the environment or a secret store, for example `process.env.{variable}`, and replace the secret: it counts as known.',
        fallback:
          'Remove the fallback and stop at start-up when `{variable}` is missing. Replace the secret: it counts as known.',
        setting:
          'Take the value from the environment or a secret store, in Compose for example `${{variable}:?}` or `secrets:`, in Kubernetes `secretKeyRef`. Replace the secret: it counts as known.',
        argument:
          'Read the key at run time from the environment or a secret store and replace the present one: it counts as known.',
      },
    },
  },
  on: {
    'named-value'(fact, report, file) {
      const name = nameOf(fact);
      const connected = isConnected(fact);
      const strength = isPassOfUser(name, fact.siblings)
        ? 'strong'
        : (secretStrength(name) ?? variableStrength(fact.value));
      if (!strength || fact.form === 'attribute') return;
      reportLiterals(
        fact.value,
        { name, names: fact.names, strength, connected, message: 'literal' },
        report,
        file,
        fact.range,
      );
    },
    setting(fact, report, file) {
      const name = settingName(fact);
      const strength = name === undefined ? undefined : isPassOfUser(name, ['user']) ? 'strong' : secretStrength(name);
      if (!strength || name === undefined || WITHOUT_SECRETS.has(fact.document)) return;
      const value = fact.document === 'k8s:Secret' && fact.key[0] === 'data' ? decoded(fact.value) : fact.value;
      reportLiterals(
        value,
        {
          name,
          names: fact.key,
          strength,
          connected: isVariable(name) || fact.document !== '',
          message: 'setting',
          isPipeline: IS_PIPELINE.test(fact.document),
        },
        report,
        file,
        fact.range,
      );
    },
    call(fact, report, file) {
      const position = SECRET_ARGUMENTS.get(fact.callee);
      const argument = position === undefined ? undefined : fact.arguments[position];
      if (!argument) return;
      reportLiterals(
        argument,
        { name: fact.spelled, names: [], strength: 'strong', connected: true, message: 'argument' },
        report,
        file,
        fact.range,
      );
    },
  },
});

interface Candidate {
  readonly name: string;
  readonly names: readonly string[];
  readonly strength: SecretStrength;
  readonly connected: boolean;
  readonly message: Message;
  readonly isPipeline?: boolean;
}

function reportLiterals(
  value: Value,
  candidate: Candidate,
  report: Report<Message>,
  file: FileView,
  around: TextRange,
): void {
  for (const literal of knownTexts(value)) {
    const fallback =
      value.kind === 'environment' ||
      (value.kind === 'either' &&
        value.options.some((option) => option.kind === 'environment' && knownTexts(option).includes(literal)));
    const connected = candidate.connected || fallback;
    const confidence = confidenceOf(literal.value, candidate, connected, file);
    if (!confidence) continue;
    // Accounts that a pipeline or a stack of containers sets up for itself.
    const isDefault = isDefaultAccount(literal.value, candidate.name);
    if (isDefault && candidate.isPipeline) continue;
    const range = literalPlace(literal);
    const variable =
      value.kind === 'environment' && value.name !== '' ? value.name : variableName(candidate.names, candidate.name);
    const problem: Problem<Message> = {
      message: fallback && candidate.message !== 'setting' ? 'fallback' : candidate.message,
      range,
      data: { name: candidate.name, variable },
      confidence,
      secret: true,
      group: literal.value,
      ...((file.stage === 'local' ||
        file.kind === 'test' ||
        (isDefault && file.stage !== 'production' && candidate.message === 'setting')) && {
        severity: 'warning' as const,
      }),
      ...(literal.origin && {
        related: [{ range: around, path: file.path, text: { de: 'hier verwendet', en: 'used here' } }],
      }),
    };
    const fix = moveToEnvironment(value, literal, variable, candidate.message === 'setting', file);
    report(fix ? { ...problem, fix } : problem);
  }
}

/** How sure a literal is a secret; undefined where it is none. Tests and samples count only beyond doubt. */
function confidenceOf(
  text: string,
  { strength, names }: Candidate,
  connected: boolean,
  file: FileView,
): Confidence | undefined {
  if (!canBeSecret(text, { connected })) return undefined;
  if (file.kind === 'test' || file.kind === 'sample') {
    const isReal =
      strength === 'strong' &&
      names.length > 0 &&
      looksRandom(text) &&
      /[^\w]/.test(text) &&
      !/test|example|beispiel|dummy|muster/i.test(text);
    return isReal ? 'high' : undefined;
  }
  if (strength === 'strong') return 'high';
  return looksRandom(text) ? 'medium' : undefined;
}

/** The name that counts: list positions and `default` entries of settings schemas belong to the name before them. */
function nameOf(fact: NamedValueFact): string {
  const names = fact.names.filter((name) => !/^\d+$/.test(name));
  const last = names.at(-1) ?? '';
  return last === 'default' && fact.siblings.some((sibling) => ['env', 'format', 'doc', 'arg'].includes(sibling))
    ? (names.at(-2) ?? last)
    : last;
}

function settingName({ key, document }: SettingFact): string | undefined {
  const names = key.filter((name) => !/^\d+$/.test(name));
  const last = names.at(-1);
  if (document.startsWith('keycloak:') && last === 'value' && names.at(-2) === 'credentials') return 'password';
  // Lists below `secrets` name secrets that are kept elsewhere.
  if (last === 'secrets' && /^\d+$/.test(key.at(-1) ?? '')) return undefined;
  // A container that a CI job starts for its own tests, and thrown away with it.
  if (IS_PIPELINE.test(document) && key.includes('services')) return undefined;
  if (document === 'github-workflow' && names.at(-2) === 'with' && last === 'token') return undefined;
  return last;
}

/** `pass` beside `user`, as nodemailer wants it. */
function isPassOfUser(name: string, siblings: readonly string[]): boolean {
  return /^(?:pass|pw)$/i.test(name) && siblings.some((sibling) => /^(?:user|username|login|benutzer)$/i.test(sibling));
}

/** The variable's name counts where the own name says nothing: `datenbank: config.get('DB_PASSWORT', '…')`. */
function variableStrength(value: Value): SecretStrength | undefined {
  if (value.kind === 'environment') return secretStrength(value.name);
  return value.kind === 'either'
    ? value.options.map(variableStrength).find((strength) => strength !== undefined)
    : undefined;
}

function isConnected(fact: NamedValueFact): boolean {
  if (fact.argumentOf !== undefined && DESCRIBING.test(fact.argumentOf)) return false;
  // `{ errors: { password: 'incorrectPassword' } }`: codes and texts about a field.
  if (fact.names.slice(0, -1).some((name) => wordsOf(name).some((word) => ABOUT_FIELDS.has(word)))) return false;
  return fact.argumentOf !== undefined || fact.siblings.some((sibling) => CONNECTION_ENTRIES.has(sibling));
}

function isVariable(name: string): boolean {
  return /^[A-Z][A-Z\d_]*$/.test(name);
}

/** The name of an environment variable for a value: `datenbank.passwort` → `DATENBANK_PASSWORT`. */
function variableName(names: readonly string[], name: string): string {
  if (isVariable(name)) return name;
  const plain = names.filter((each) => !/^\d+$/.test(each)).slice(-2);
  return (plain.length === 0 ? ['geheimnis'] : plain)
    .join('_')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
}

/** Kubernetes keeps the values of a secret in Base64. */
function decoded(value: Value): Value {
  if (
    value.kind !== 'known' ||
    typeof value.value !== 'string' ||
    !/^[A-Za-z\d+/\s]+={0,2}$/.test(value.value.trimEnd())
  )
    return value;
  return { ...value, value: Buffer.from(value.value, 'base64').toString('utf8').trim() };
}
