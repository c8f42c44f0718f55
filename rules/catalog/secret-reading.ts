/** How names and values of facts are read where they may hold a secret. */
import { knownTexts } from '../../server/model/ask.ts';
import type { NamedValueFact, SettingFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';
import { CONNECTED_PARTS, CONNECTION_ENTRIES, DESCRIBING, FORM_ONLY, isEnvironment } from './secret-arguments.ts';
import { secretStrength, type SecretStrength } from './secret-names.ts';

/** Words before `secret` that make it the secret itself: `clientSecret`, `session_secret`. */
const OPENING: ReadonlySet<string> = new Set(
  'client jwt session cookie app api shared hmac webhook signing oauth auth access consumer master token sitzungs'.split(
    ' ',
  ),
);

/** `users_secret: postgres-users`: the name of a Secret of Kubernetes, which holds the value. */
export function isNameOfSecret({ key, document, value }: SettingFact): boolean {
  if (!/^(?:helm:|k8s:|ansible:)/.test(document) || document === 'k8s:Secret') return false;
  if (value.kind !== 'known' || typeof value.value !== 'string') return false;
  const last = key.at(-1) ?? '';
  if (document.startsWith('ansible:')) return repeatsName(wordsOf(last), value.value);
  const words = key.slice(-2).flatMap((name) => [...wordsOf(name)]);
  return (
    !isVariable(last) &&
    /^secrets?$/.test(words.at(-1) ?? '') &&
    !words.slice(0, -1).some((word) => OPENING.has(word)) &&
    /^[a-z][a-z\d]*(?:-[a-z][a-z\d]*)+$|^[a-z\d]+(?:[A-Z][a-z]+)+$/.test(value.value)
  );
}

/** What tables keep in place of a password: digests in hexadecimal, in Base64, or with their kind before them. */
export function isDigest(value: Value): boolean {
  return (
    value.kind === 'known' &&
    /^(?:(?:0x)?(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})|[A-Za-z\d+/]{27}=|[A-Za-z\d+/]{43}=|[A-Za-z\d+/]{86}==|\w{2,20}\$.{20,})$/i.test(
      String(value.value),
    )
  );
}

/** `EXTERNAL_SECRETS_TOKEN_SECRET: external-secrets-store-token`: what tasks call a Secret of Kubernetes. */
function repeatsName(name: readonly string[], text: string): boolean {
  if (!/^secrets?$/.test(name.at(-1) ?? '') || !/^[a-z][a-z\d]*(?:-[a-z\d]+){2,}$/.test(text)) return false;
  return text.split('-').filter((word) => name.includes(word)).length > 1;
}

export const IS_PIPELINE = /^(?:github-workflow|gitlab-ci)$/;

/** Words of objects that hold codes or texts about fields instead of their values. */
const ABOUT_FIELDS: ReadonlySet<string> = new Set(
  (
    'error errors fehler fehlermeldungen message messages meldungen label labels texte text texts beschriftung beschriftungen ' +
    'hint hints hinweise placeholder placeholders translation translations i18n validation columns spalten fields felder'
  ).split(' '),
);

/** The name that counts: list positions and `default` entries of settings schemas belong to the name before them. */
export function nameOf(fact: NamedValueFact): string {
  const names = fact.names.filter((name) => !/^\d+$/.test(name));
  const last = names.at(-1) ?? '';
  return last === 'default' && fact.siblings.some((sibling) => ['env', 'format', 'doc', 'arg'].includes(sibling))
    ? (names.at(-2) ?? last)
    : last;
}

const SPLIT =
  /^(?:api|access|encryption|signing|master|hmac|jwt)\.key$|^(?:api|access|refresh|auth)\.token$|^sonar\.login$|^(?:elster|eric|zertifikats?|keystore|signatur|karten|hsm)\.pin$|^snmp\.community$/i;

export function settingName({ key, document }: SettingFact): string | undefined {
  const names = key.filter((name) => !/^\d+$/.test(name));
  const last = names.at(-1);
  // Units of systemd and Podman name secrets there that are kept elsewhere.
  if (document === 'systemd' && /^(?:Secret|\w*Credential)$/.test(last ?? '')) return undefined;
  if (document.startsWith('keycloak:') && last === 'value' && names.at(-2) === 'credentials') return 'password';
  // `variables: { X: { value: … } }`
  if (document === 'gitlab-ci' && last === 'value' && names.at(-3) === 'variables') return names.at(-2);
  // `secrets: { db_password: { environment: DB } }`
  if (document === 'compose' && key[0] === 'secrets' && last === 'environment') return names[1];
  // WildFly
  if (last === 'clear-text' && names.at(-2) === 'credential-reference') return 'credential';
  // Formats that split names at their dots: `api.key=…`, `sonar.login=…`.
  const both = `${names.at(-2) ?? ''}.${last ?? ''}`;
  if (SPLIT.test(both)) return both;
  // `variable "db_password" { default = "…" }`
  if (document === 'terraform' && last === 'default' && names.length > 1) return names.at(-2);
  // `//paket.rathaus.de/npm/:_authToken=…`
  const ofRegistry = /:_(authToken|password|auth)$/.exec(last ?? '')?.[1];
  if (ofRegistry !== undefined) return ofRegistry === 'auth' ? 'authToken' : ofRegistry;
  // Lists below `secrets` name secrets that are kept elsewhere.
  if (last === 'secrets' && /^\d+$/.test(key.at(-1) ?? '')) return undefined;
  // A container that a CI job starts for its own tests, and thrown away with it.
  if (IS_PIPELINE.test(document) && key.includes('services')) return undefined;
  if (document === 'github-workflow' && names.at(-2) === 'with' && last === 'token') return undefined;
  return last;
}

/** `pass` beside `user`, as nodemailer wants it. */
export function isPassOfUser(name: string, siblings: readonly string[]): boolean {
  return /^(?:pass|pw)$/i.test(name) && siblings.some((sibling) => /^(?:user|username|login|benutzer)$/i.test(sibling));
}

/** What a PIN belongs to where it opens a key: a certificate in a file, a smart card, the seal of an office. */
const KEY_WORDS =
  /^(?:pfx|p12|zertifikat\w*|certificate|cert|keystore|elster|eric|softpse|pse|smartcard|signaturkarte|hsm|siegel\w*)$/;

/** `{ zertifikat: 'stadt.pfx', pin: '…' }`, `elster.pin`, `ericPin`: digits open a key there. */
export function isPinOfKey(name: string, { names, siblings }: Pick<NamedValueFact, 'names' | 'siblings'>): boolean {
  const words = wordsOf(name);
  if (words.at(-1) !== 'pin') return false;
  return secretStrength(name) === 'strong' || [...siblings, ...names.slice(0, -1)].some(isOfKey);
}

function isOfKey(name: string): boolean {
  return wordsOf(name).some((word) => KEY_WORDS.test(word));
}

/** The variable's name counts where the own name says nothing: `datenbank: config.get('DB_PASSWORT', '…')`. */
export function variableStrength(value: Value): SecretStrength | undefined {
  if (value.kind === 'environment') return secretStrength(value.name);
  return value.kind === 'either'
    ? value.options.map(variableStrength).find((strength) => strength !== undefined)
    : undefined;
}

export function isConnected(fact: NamedValueFact): boolean {
  if (isDescription(fact)) return false;
  return fact.argumentOf !== undefined || fact.siblings.some((sibling) => CONNECTION_ENTRIES.has(sibling));
}

/** A variable of another program that is started: `env: { PGPASSWORD: '…' }`, `childEnv.PGPASSWORD = '…'`. */
export function isGivenToProgram({ names }: Pick<NamedValueFact, 'names'>): boolean {
  return isVariable(names.at(-1) ?? '') && isEnvironment(names.at(-2) ?? '');
}

/** Forms and texts, codes and texts about a field: `{ errors: { password: 'incorrectPassword' } }`. */
export function isDescription({ argumentOf, names }: NamedValueFact): boolean {
  return (
    (argumentOf !== undefined && DESCRIBING.test(argumentOf)) ||
    names.slice(0, -1).some((name) => wordsOf(name).some((word) => ABOUT_FIELDS.has(word)))
  );
}

/** `datenbank.passwort`, `smtp.auth.pass`: named after what it opens. */
export function belongsToConnection(names: readonly string[]): boolean {
  return names.slice(0, -1).some((name) => wordsOf(name).some((word) => CONNECTED_PARTS.has(word)));
}

export function isVariable(name: string): boolean {
  return /^[A-Z][A-Z\d_]*$/.test(name);
}

/** Names that say where a value lies and nothing about what it opens. */
const CONTAINERS: ReadonlySet<string> = new Set(
  (
    'header headers auth authentication credentials credential config configuration settings options params ' +
    'parameters env environment variables data string_data body query default value spec properties defaults'
  ).split(' '),
);

/** The name of an environment variable for a value: `datenbank.passwort` → `DATENBANK_PASSWORT`, `headers['X-Api-Key']` → `X_API_KEY`. */
export function variableName(names: readonly string[], name: string): string {
  if (isVariable(name)) return name;
  const parts = names.flatMap((each, index) => {
    if (/^\d+$/.test(each)) return [];
    // `org.keycloak.keys.KeyProvider`: what stands before the last dot is an address.
    const words = inWords(each.split('.').at(-1) ?? each);
    // One of a list: `clients[0].secret` → `CLIENT_SECRET`.
    return [/^\d+$/.test(names[index + 1] ?? '') ? words.replace(/([^s])s$/, '$1') : words];
  });
  const own = parts.at(-1) ?? 'geheimnis';
  // A name of several words says enough by itself: `clientSecret`.
  const above = own.includes('_') ? undefined : parts.slice(0, -1).findLast((part) => !CONTAINERS.has(part));
  // `updateUserPassword.password` repeats itself.
  return (above === undefined ? own : above.endsWith(`_${own}`) ? above : `${above}_${own}`).toUpperCase();
}

/** `clientSecret`, `client-secret` → `client_secret`. */
function inWords(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== '')
    .join('_');
}

/** The texts that a value may be, also inside calls that only change their form. */
export function literalsOf(value: Value): ReturnType<typeof knownTexts> {
  if (value.kind === 'call' && FORM_ONLY.test(value.callee)) return literalsOf(value.arguments[0] ?? ABSENT);
  return value.kind === 'either' ? value.options.flatMap(literalsOf) : knownTexts(value);
}

export const TRANSLATING =
  /(?:^|[#.])(?:t|\$t|i18n|translate|instant|formatMessage|label|register|field|string|object|enum|describe|expect|it|test|error|Error)(?:\(\))?$/i;

/** Functions that keep or look up a value under a name. */
export const BY_NAME =
  /(?:^|[#.])(?:set|get|put|define|default|env|getenv|config|option|setting|secret|header|append|add|store|lies|lese|hole|setze)[A-Z]?\w*$/;

/** Calls with a user and a password: `client.login('portal', '…')`. */
export const SIGN_IN =
  /(?:^|\.)(?:login|logIn|signIn|anmelden|melde[A-Z]?\w{0,10}An|authenticate|setBasicAuth|setBasicAuthentication|basicAuth|setCredentials)$/;
/** What is put together for a header of Basic. */
export const USER_AND_PASSWORD = /^[\w.@-]{1,60}:(?!\/\/)([^\s:]{4,80})$/;

/** `readSecret`, `leseGeheimnis`: verbs of reading before a name that promises a secret. */
export const READER =
  /^(?:read|get|load|fetch|require|lies|lese|hole|lade)_?(?:[Dd]ocker|[Dd]as|[Mm]ounted)?_?(?:[Ss]ecret|[Pp]assword|[Cc]redential|[Gg]eheimnis|[Pp]asswort|[Kk]ennwort)(?:s|FromFile|File)?$/;
