/** Which names promise a secret. Compounds are judged by their last part: a `passwordPolicy` is a policy. */
import { hasSequence, wordsOf } from '../../server/model/words.ts';

/** A literal under such a name is a secret unless its shape says otherwise. Whole words at the end of a name. */
const STRONG: readonly string[] = [
  'passwort', 'passwoerter', 'kennwort', 'kennwoerter', 'passphrase', 'password', 'passwords', 'passwd', 'pwd', 'secret', 'secrets', 'client secret', 'api key', 'apikey', 'api keys',
  'access key', 'secret key', 'secret access key', 'private key', 'privater schluessel', 'geheimnis', 'geheimer schluessel', 'geheimschluessel', 'zugangsdaten', 'zugangsschluessel',
  'anmeldedaten', 'credentials', 'credential', 'auth token', 'access token', 'refresh token', 'bearer token', 'api token', 'api schluessel', 'apischluessel', 'signaturschluessel',
  'signing key', 'signing secret', 'encryption key', 'verschluesselungsschluessel', 'verschluesselungskey', 'sitzungsschluessel', 'sitzungsgeheimnis', 'pepper', 'secret or key',
  'zugangscode', 'freischaltcode', 'losungswort', 'master key', 'jwt key', 'hmac key', 'cookie key', 'keystore pass', 'truststore pass', 'db pass', 'pw', 'secret key base', 'smtp pass', 'mail pass',
];
/** A literal under such a name is a secret only where it looks random. */
const MEDIUM: readonly string[] = ['token', 'key', 'schluessel', 'pin', 'puk', 'salt', 'salz', 'seed', 'auth', 'pass'];

/** German compounds written as one word: `datenbankpasswort`. */
const STRONG_ENDINGS = /(?:passwort|kennwort|password|passwd|passphrase|zugangsdaten|clientsecret|apikey|apischluessel)$/;
const MEDIUM_ENDINGS = /(?:schluessel|token|pin)$/;

/** Words that may follow the one that counts: `passwordProd`, `secret1`, `kennwortAlt`. */
const TRAILING: ReadonlySet<string> = new Set([
  'value', 'wert', 'plain', 'klartext', 'prod', 'production', 'produktion', 'dev', 'test', 'stage', 'staging', 'local', 'lokal', 'default', 'standard', 'old', 'new', 'alt', 'neu', 'base64',
  'db', 'datenbank', 'admin', 'string', 'raw', 'live', 'archiv', 'backup', 'primary', 'secondary', 'current', 'previous',
]);
/** First words that make something else of it: `forgotPassword`, `existingSecret`, `hasToken`. */
const LEADING: ReadonlySet<string> = new Set([
  'no', 'is', 'has', 'show', 'hide', 'hidden', 'forgot', 'forgotten', 'reset', 'change', 'wrong', 'invalid', 'missing', 'existing', 'image', 'require', 'required', 'validate', 'verify',
  'confirm', 'repeat', 'empty', 'use', 'set', 'enable', 'disable', 'allow', 'vergessen', 'falsch', 'wiederholen', 'csrf', 'xsrf', 'design', 'public', 'primary', 'foreign', 'sort', 'cache', 'i18n', 'translation',
  'partition', 'object', 'map', 'react', 'label', 'error', 'fehler', 'publishable',
]);
/** Words of German official keys and of everyday compounds that only contain a word of the lists. */
const HARMLESS =
  /^(?:gemeinde|regional|kreis|laender|land|berufs|strassen|staats|orts|bezirks|verteil|waehrungs|staatsangehoerigkeits|postleit|laender|branchen|wirtschaftszweig|geschlechts|familienstands|status|art|fach|sach|flur|wahl|steuer|sozial|brief|post|bank|amts|berufs|dienst|geschaefts|betriebs)(?:schluessel|geheimnis|geheim)$|^(?:schluessel(?:liste|tabelle|wert|wort|nummer)|reisepass|kompass|bypass|spinner|pilot\w*|auslosung|verlosung|tokenizer|designtoken|csrftoken|primarykey|foreignkey|publickey)$/;

export type SecretStrength = 'strong' | 'medium';

/** How much a name promises a secret; undefined for names of other things. List positions at the end are skipped. */
export function secretStrength(name: string): SecretStrength | undefined {
  const words = wordsOf(name);
  while (words.length > 1 && (/^\d+$/.test(words.at(-1) ?? '') || TRAILING.has(words.at(-1) ?? ''))) words.pop();
  const last = words.at(-1);
  if (last === undefined || (words.length > 1 && LEADING.has(words[0] ?? ''))) return undefined;
  if (words.some((word) => HARMLESS.test(word))) return undefined;
  const tail = words.slice(-3);
  const ends = (sequences: readonly string[]): boolean =>
    sequences.some((sequence) => hasSequence(tail.slice(-sequence.split(' ').length), sequence));
  if (ends(STRONG) || STRONG_ENDINGS.test(last)) return 'strong';
  if (ends(MEDIUM) || MEDIUM_ENDINGS.test(last)) return 'medium';
  return undefined;
}

/** Words of names, for telling a name from a secret: `access_token` under `token` is a name. */
export const NAME_WORDS: ReadonlySet<string> = new Set([
  ...[...STRONG, ...MEDIUM].flatMap((sequence) => sequence.split(' ')),
  ...LEADING, ...TRAILING,
  'changed', 'geaendert', 'expired', 'abgelaufen', 'konto', 'account', 'user', 'benutzer', 'hash', 'login', 'anmeldung', 'client', 'api', 'access', 'refresh', 'bearer', 'session', 'sitzung',
  'field', 'feld', 'name', 'type', 'typ', 'id', 'header', 'cookie', 'input', 'form', 'hint', 'hinweis', 'text', 'title', 'titel', 'length', 'laenge', 'policy', 'otp', 'mfa', 'code', 'file', 'datei',
  'strength', 'update', 'updated', 'create', 'created', 'delete', 'deleted', 'success', 'failed', 'failure', 'mismatch', 'weak', 'short', 'too', 'message', 'basic', 'oauth', 'oauth2', 'jwt', 'x', 'authorization',
]);

/** What stands in every file with a strong name, for the choice of files to parse. */
export const SECRET_WORDS: readonly string[] = [
  'passwo', 'passwö', 'passwd', 'passphrase', 'pwd', 'kennwort', 'kennwört', 'secret', 'geheim', 'zugangsdaten', 'zugangsschl', 'zugangscode', 'anmeldedaten', 'credential', 'pepper', 'freischaltcode', 'losungswort',
  'apikey', 'api_key', 'api-key', 'api key', 'apischl', 'accesskey', 'access_key', 'access-key', 'privatekey', 'private_key', 'signingkey', 'signing_key', 'encryptionkey', 'encryption_key', 'signaturschl',
  'verschluesselungs', 'verschlüsselungs', 'sitzungsschl', 'masterkey', 'master_key', 'jwtkey', 'jwt_key', 'hmackey', 'hmac_key', 'cookiekey', 'cookie_key', 'authtoken', 'auth_token', 'accesstoken', 'access_token',
  'refreshtoken', 'refresh_token', 'bearertoken', 'bearer_token', 'apitoken', 'api_token', 'pass:', 'pass"', "pass'", 'pass =', 'pass=', '_pass', '_pw', '-pw',
];

/** A long value without blanks behind a name that alone says little: `token: 'f8Kq…'`, `SALT=…`. */
export const RANDOM_LITERAL = /(?:token|key|schl(?:ue|ü)ssel|pin|puk|sal[tz]|seed|auth|pw)["'\])]{0,2}\s?(?::\s?string\s?)?(?:[:=,]|\?\?|\|\|)\s?["'`]?[\w+/=.~-]{16}/;
