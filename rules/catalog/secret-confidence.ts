/** How sure a literal under a name is a secret. */
import type { Confidence } from '../../server/model/finding.ts';
import type { FileView } from '../../server/model/rule.ts';
import { fold, wordsOf } from '../../server/model/words.ts';
import { secretStrength, type SecretStrength } from './secret-names.ts';
import { canBeSecret, isJoinedWords, looksRandom } from './secret-values.ts';

/** Services whose tokens are UUIDs, from their documentation. */
const ISSUERS_OF_UUIDS =
  /^(?:heroku|snyk|sauce|saucelabs|postmark|plaid|sendbird|messagebird|infisical|doppler|bugsnag|hockeyapp|appcenter|coveo|cloudinary|mailjet|newrelic|scaleway|netbox|smartsheet|vault)$/;
/** What Keycloak and many others hand out as UUIDs to those who sign in with it. */
const UUID_NAMES =
  /(?:^| )(?:client secret|clientsecret|api key|apikey|api token|access token|auth token|secret key|password|passwort|kennwort)$/;

/** True where a UUID under a name is a secret; under most names it only says which thing is meant. */
function isIssuedAsUuid(name: string): boolean {
  const words = wordsOf(name);
  return (
    UUID_NAMES.test(words.join(' ')) ||
    (secretStrength(name) !== undefined && words.some((word) => ISSUERS_OF_UUIDS.test(word)))
  );
}

export interface ConfidenceQuestion {
  readonly name: string;
  readonly strength: SecretStrength;
  readonly names: readonly string[];
  readonly message: string;
  /** A program is started with it. */
  readonly isRun?: boolean;
}

/** Words that people put into the passwords of their tests. */
const WORDS_OF_TESTS =
  /test|example|beispiel|dummy|muster|mock|fake|pass|kennwort|secret|geheim|token|secure|sicher|strong|stark|weak|schwach|valid|wrong|falsch|user|admin|change|random|123/i;

/** `l0gt0_T3st_P@ssw0rd` → `logto_Test_Password` */
function withoutDisguise(text: string): string {
  return text.replace(/[013457@$]/g, (sign) => 'oleastas'['013457@$'.indexOf(sign)] ?? sign);
}

/** `ZEEBE_CLIENT_SECRET_KEY: zeebe-client-secret`: under which key another place holds it. */
function namesItself(name: string, text: string): boolean {
  if (!/(?:key|secret)$/i.test(name) || !/^[a-z][a-z\d]*(?:[-_][a-z\d]+)+$/.test(text)) return false;
  const words = wordsOf(name);
  return text.split(/[-_]/).every((word) => words.includes(word));
}

const UUID = /^(?:NpmToken\.)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** How sure a literal is a secret; undefined where it is none. Tests and samples count only beyond doubt. */
export function confidenceOf(
  text: string,
  { name, strength, names, message, isRun = message === 'setting' }: ConfidenceQuestion,
  connected: boolean,
  file: FileView,
): Confidence | undefined {
  // The store of keys that Java's own tools make; `authToken` of a registry, which issues UUIDs.
  if (message === 'setting' && text === 'changeit' && /key-?store/i.test(name)) return 'high';
  if (UUID.test(text)) {
    if (message === 'setting' && name === 'authToken') return 'high';
    return isIssuedAsUuid(name) && (file.kind === 'main' || file.kind === 'build') && !/^0{8}-|(.)\1{5}/.test(text)
      ? 'medium'
      : undefined;
  }
  if (!canBeSecret(text, { connected, isRun: connected && isRun && file.kind !== 'sample' })) return undefined;
  // Kinds of credentials: `webauthn-passwordless`, `same-origin`.
  if (/^credentials?$/i.test(name) && /^[a-z]+(?:[-_][a-z]+)*$/.test(text)) return undefined;
  // `registration_access_token: 'registration_access_token'`, `meldeApiKey = 'pkey_someMeldeApiKey'`
  if (
    message !== 'setting' &&
    wordsOf(name).length > 1 &&
    /^[A-Za-z_-]+$/.test(text) &&
    fold(text)
      .replace(/[^a-z]/g, '')
      .endsWith(wordsOf(name).join(''))
  )
    return undefined;
  if (file.kind === 'test' || file.kind === 'sample') {
    const isReal =
      strength === 'strong' &&
      names.length > 0 &&
      looksRandom(text) &&
      /[^\w]/.test(text) &&
      !WORDS_OF_TESTS.test(`${text} ${withoutDisguise(text)}`);
    return isReal ? 'high' : undefined;
  }
  if (strength === 'strong') return namesItself(name, text) ? undefined : 'high';
  // Keys of lists, of forms, of paths in settings: `key: 'outOfHighSchoolFor4Years'`, `"@stadt/auth/(.*)"`.
  if (/[()*^$|<>]/.test(name) || (/^(?:key|schluessel|schlüssel)$/i.test(name) && isJoinedWords(text)))
    return undefined;
  return looksRandom(text) ? 'medium' : undefined;
}
