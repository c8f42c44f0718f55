/** Which names promise a secret. Compounds are judged by their last part: a `passwordPolicy` is a policy. */
import { WordSequences, wordsOf } from '../../server/model/words.ts';

/** A literal under such a name is a secret unless its shape says otherwise. Whole words at the end of a name. */
const STRONG: readonly string[] = [
  'passwort',
  'passwoerter',
  'kennwort',
  'kennwoerter',
  'passphrase',
  'password',
  'passwords',
  'passwd',
  'pwd',
  'secret',
  'secrets',
  'client secret',
  'api key',
  'apikey',
  'api keys',
  'access key',
  'secret key',
  'secret access key',
  'private key',
  'privater schluessel',
  'geheimnis',
  'geheimer schluessel',
  'geheimschluessel',
  'zugangsdaten',
  'zugangsschluessel',
  'anmeldedaten',
  'credentials',
  'credential',
  'auth token',
  'access token',
  'refresh token',
  'bearer token',
  'api token',
  'api schluessel',
  'apischluessel',
  'signaturschluessel',
  'signing key',
  'signing secret',
  'encryption key',
  'verschluesselungsschluessel',
  'verschluesselungskey',
  'sitzungsschluessel',
  'sitzungsgeheimnis',
  'pepper',
  'secret or key',
  'zugangscode',
  'freischaltcode',
  'losungswort',
  'master key',
  'jwt key',
  'hmac key',
  'cookie key',
  'keystore pass',
  'truststore pass',
  'db pass',
  'pw',
  'secret key base',
  'smtp pass',
  'mail pass',
  'ssh pass',
  'become pass',
  'sudo pass',
  'root pass',
  'admin pass',
  'user pass',
  'default pass',
  'remote password',
  'ldap pass',
  'bind pass',
  'redis pass',
  'requirepass',
  'erlang cookie',
  'masterauth',
  'bindpw',
  'rootpw',
  'csrf secret',
  'fernet key',
  'root token',
  'deploy token',
  'signatur schluessel',
  'verschluesselungs schluessel',
  'verschluesselungs key',
  'wlan schluessel',
  'shared key',
  'pre shared key',
  'preshared key',
  'storage account key',
  'otp seed',
  'totp seed',
  'mfa seed',
  'snmp community',
  'rwcommunity',
  'rocommunity',
  ...['elster', 'eric', 'zertifikat', 'zertifikats', 'keystore', 'signatur', 'karten', 'hsm'].map((of) => `${of} pin`),
];
/** A literal under such a name is a secret only where it looks random. */
const MEDIUM: readonly string[] = [
  'sonar login',
  'token',
  'key',
  'schluessel',
  'pin',
  'puk',
  'salt',
  'salz',
  'seed',
  'auth',
  'pass',
];

/** German compounds written as one word: `datenbankpasswort`. */
const STRONG_ENDINGS =
  /(?:passwort|kennwort|password|passwd|passphrase|zugangsdaten|clientsecret|apikey|apischluessel)$/;
const MEDIUM_ENDINGS = /(?:schluessel|token|pin)$/;

/** Words that may follow the one that counts: `passwordProd`, `secret1`, `kennwortAlt`. */
const TRAILING: ReadonlySet<string> = new Set(
  'value wert plain klartext prod production produktion dev test stage staging local lokal default standard old new alt neu base64 db datenbank admin string raw live archiv backup primary secondary current previous'.split(
    ' ',
  ),
);
/** First words that make something else of it: `forgotPassword`, `existingSecret`, `hasToken`. */
const LEADING: ReadonlySet<string> = new Set([
  'no',
  'is',
  'has',
  'show',
  'hide',
  'hidden',
  'forgot',
  'forgotten',
  'reset',
  'change',
  'update',
  'wrong',
  'invalid',
  'missing',
  'existing',
  'image',
  'pull',
  'require',
  'required',
  'validate',
  'verify',
  'confirm',
  'repeat',
  'empty',
  'use',
  'set',
  'enable',
  'disable',
  'allow',
  'with',
  'vergessen',
  'falsch',
  'wiederholen',
  'csrf',
  'xsrf',
  'design',
  'public',
  'primary',
  'foreign',
  'sort',
  'cache',
  'i18n',
  'translation',
  'partition',
  'object',
  'map',
  'react',
  'label',
  'error',
  'fehler',
  'publishable',
]);
/** Words of German official keys and of everyday compounds that only contain a word of the lists. */
const HARMLESS =
  /^(?:gemeinde|regional|kreis|laender|land|berufs|strassen|staats|orts|bezirks|verteil|waehrungs|staatsangehoerigkeits|postleit|laender|branchen|wirtschaftszweig|geschlechts|familienstands|status|art|fach|sach|flur|wahl|steuer|sozial|brief|post|bank|amts|berufs|dienst|geschaefts|betriebs)(?:schluessel|geheimnis|geheim)$|^(?:schluessel(?:liste|tabelle|wert|wort|nummer)|reisepass|kompass|bypass|spinner|pilot\w*|auslosung|verlosung|tokenizer|designtoken|csrftoken|primarykey|foreignkey|publickey)$/;

/** What a key is for, where it is none that opens something: `projectKey`, `sortKey`, `siteKey`. */
const HARMLESS_KEYS =
  /(?:^| )(?:project|rule|issue|story|translation|i18n|sort|group|idempotency|cache|site|publishable|partition|routing|object|storage|query|label|message|map|react|row|column|field|item|node|tree|route|menu|tab|filter|search|dedupe|lock|config|setting|settings|event|topic|queue|host|known|public|verification|answer|feature|flag|language|locale|metric|component|resource|mapping) (?:key|keys)$|(?:^| )(?:certificate|cert|ssl|tls|spki) pins?$/;

/** The header that shows who somebody is: the secret stands behind a scheme. */
export const AUTHORIZATION = /^(?:proxy-|x-)?authorization$/i;

export type SecretStrength = 'strong' | 'medium';

const STRONG_SEQUENCES = new WordSequences(STRONG);
const MEDIUM_SEQUENCES = new WordSequences(MEDIUM);

/** How much a name promises a secret; undefined for names of other things. List positions at the end are skipped. */
export function secretStrength(name: string): SecretStrength | undefined {
  const words = [...wordsOf(name)];
  // `VAULT_DEV_ROOT_TOKEN_ID`: the token itself.
  if (words.at(-1) === 'id' && words.slice(-3, -1).join(' ') === 'root token') words.pop();
  while (words.length > 1 && (/^\d+$/.test(words.at(-1) ?? '') || TRAILING.has(words.at(-1) ?? ''))) words.pop();
  const last = words.at(-1);
  // A token against forged requests is given to everybody; what signs it is not.
  const isOfToken = last === 'secret' && /^[cx]srf$/.test(words[0] ?? '');
  if (last === undefined || (words.length > 1 && LEADING.has(words[0] ?? '') && !isOfToken)) return undefined;
  if (
    words.some((word, at) => HARMLESS.test(word) || HARMLESS.test(`${words[at - 1] ?? ''}${word}`)) ||
    HARMLESS_KEYS.test(words.join(' '))
  )
    return undefined;
  // `Neues Kennwort`, `PATCH /konten/:id/password`: what people read, and routes.
  const isCaption = /[\s/]/.test(name);
  if (STRONG_SEQUENCES.endsIn(words) || STRONG_ENDINGS.test(last)) return isCaption ? 'medium' : 'strong';
  if (MEDIUM_SEQUENCES.endsIn(words) || MEDIUM_ENDINGS.test(last)) return 'medium';
  return undefined;
}

/** Words of names, for telling a name from a secret: `access_token` under `token` is a name. */
export const NAME_WORDS: ReadonlySet<string> = new Set([
  ...[...STRONG, ...MEDIUM].flatMap((sequence) => sequence.split(' ')),
  ...LEADING,
  ...TRAILING,
  ...(
    'changed geaendert expired abgelaufen konto account user benutzer hash login anmeldung client api ' +
    'access refresh bearer session sitzung field feld name type typ id header cookie input form hint ' +
    'hinweis text title titel length laenge policy otp mfa code file datei strength incorrect email mail ' +
    'or not found exists already same match equal must be is the old current valid unknown update updated ' +
    'create created delete deleted success failed failure mismatch weak short too message basic oauth ' +
    'oauth2 jwt x authorization'
  ).split(' '),
]);
