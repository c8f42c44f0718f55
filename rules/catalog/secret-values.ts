/** Which literals cannot be a secret: placeholders, labels, references, names, paths, hashes. */
import { fold, wordsOf } from '../../server/model/words.ts';
import { hasProviderToken } from './provider-tokens.ts';
import { NAME_WORDS } from './secret-names.ts';

/** Whole values that nobody takes for real (folded, without separators). */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'changeme',
  'changeit',
  'changethis',
  'replaceme',
  'todo',
  'tbd',
  'dummy',
  'example',
  'beispiel',
  'muster',
  'sample',
  'placeholder',
  'platzhalter',
  'none',
  'null',
  'undefined',
  'nil',
  'true',
  'false',
  'yes',
  'no',
  'ja',
  'nein',
  'na',
  'unset',
  'empty',
  'leer',
  'redacted',
  'removed',
  'masked',
  'hidden',
  'notasecret',
  'nosecret',
  'bitteaendern',
  'bittesetzen',
  'hiereinsetzen',
  'aendern',
  'geaendert',
  'inherit',
  'include',
  'omit',
  'sameorigin',
  'string',
  'text',
  'email',
  'varchar',
  'char',
  'number',
  'boolean',
  'object',
  'hidden',
  'required',
  'optional',
  'on',
  'off',
  'auto',
  'bearer',
  'basic',
  'digest',
  'jwt',
  'oauth2',
  'apikey',
  'header',
  'query',
  'cookie',
  'env',
  'file',
  'vault',
  'default',
  'generate',
  'generated',
  'random',
  'test',
  'foo',
  'bar',
  'baz',
  'abc',
  'xyz',
  'fake',
  'mock',
  'stub',
  'notused',
  'unused',
  'ignored',
  'irrelevant',
  'temp',
]);
const PLACEHOLDER_PATTERNS: readonly RegExp[] = [
  /^[<[{(%].*[>\]})%]$/, // <bitte-setzen>, {{ … }}, [secret]
  /^<[\w-]{1,40}>/, // <rootDir>/src
  /\$\{|\{\{|\$\(|%[sd]|#\{/, // templates
  /^(.)\1+$/, // xxxx, ****
  /([^\W_])\1{7}/, // 1x00000000000000AA: keys that providers publish for tests
  /^[x*.•-]{3,}$/i,
  /^(?:your|dein|ihr|my|mein|meine|some|any|enter|insert|replace|put|set|hier|bitte|please|change|todo|example|beispiel|muster|sample|dummy|fake|mock)[\s_.-]/i,
  /^invalid|[\s_.-]invalid|Invalid/, // thisTokenIsInvalid
  /[\s_.-](?:here|hier|einsetzen|eintragen|placeholder|platzhalter|example|beispiel|dummy)$/i,
  /^(?:your|dein|my|mein|example|beispiel|sample|dummy|fake|mock)[A-Z][a-z]/, // yourApiKey, mockClientSecret
];

/** Values that say where the secret is, not what it is. */
const REFERENCES: readonly RegExp[] = [
  /^(?:vault|ref\+|secret|ssm|sops|awssm|gcpsm|keyring|op|kv|azurekeyvault|env|file|exec|arn|projects)[:+/]/i,
  /^(?:ENC\[|ENC\(|\{cipher\}|!vault|\$ANSIBLE_VAULT|age1|AgA|SealedSecret|MASK-)/,
  /^\$[A-Za-z_]\w*$|^%[A-Za-z_]\w*%$/,
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)/, // paths
  /^@?[\w-]+(?:\/[\w.-]+)+$/, // konto/passwort, @lindenau/konto/schluessel
  /^[a-z][a-z\d+.-]*:\/\//i, // addresses; those with user and password are a rule of their own
  /\.(?:pem|key|crt|cer|p12|pfx|jks|txt|json|ya?ml|env|asc)$/i,
  /^[#.[]/, // selectors, colours
  /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/, // names of variables
  /^(?:secrets?|vault|config|settings|credentials)\.[\w-]+(?:\.[\w-]+)*$/, // secrets.portal.db-passwort
  /^[a-z][A-Za-z]*(?:\.[a-z][A-Za-z]*)*\.\w{0,40}(?:[Pp]asswor[dt]|[Kk]ennwort|[Ss]ecret|[Kk]ey|[Tt]oken)$/, // pact.brokerPassword
  /^(?:process|import\.meta|config|env|this|self|Deno|args|options|params|req|ctx)\./,
  /\b(?:getenv|Getenv)\(|\benviron\b/, // snippets of code
];

/** Published values: hashes, checksums, public keys, certificates, UUIDs. */
const PUBLIC: readonly RegExp[] = [
  /^\$(?:2[abxy]?|argon2(?:id|i|d)|5|6|pbkdf2[\w-]*|scrypt|1|y)\$/, // password hashes
  /^\{(?:bcrypt|argon2(?:@\w+)?|pbkdf2(?:@\w+)?|scrypt(?:@\w+)?|s?sha(?:256|512)?|smd5|crypt)\}/i, // with their kind before them
  /^(?:sha(?:1|224|256|384|512)|md5)[-:]/i,
  /^md5[\da-f]{32}$|^SCRAM-SHA-(?:1|256)\$|^\*[\dA-F]{40}$|^\$A\$005\$/, // what databases keep
  /-----BEGIN/,
  /^(?:MI[IG]|MC[ow])[A-Za-z\d+/]{20,}={0,2}$/, // DER
  /^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2)\s/,
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
  /^eyJ[\w-]+\.[\w-]+\./, // tokens have a rule of their own
  /^\d{4}-\d{2}-\d{2}/,
  /^v?\d+(?:\.\d+)+$/,
  /^(?:[\^~<>=]\s*)\d/, // versions of packages
  /^urn:/i,
  /^(?:Basic|Bearer)\s/i, // headers have a rule of their own, or hold a token
];

/** True for texts that nobody takes for real, and for those that say where the secret is. */
export function isPlaceholder(text: string): boolean {
  return (
    PLACEHOLDERS.has(fold(text).replace(/[\s_.-]/g, '')) ||
    PLACEHOLDER_PATTERNS.some((pattern) => pattern.test(text)) ||
    REFERENCES.some((pattern) => pattern.test(text))
  );
}

export interface ValueContext {
  /** The value goes into a connection, a signature or the like, so that it is more than a text. */
  readonly connected: boolean;
  /** A setting that a program is started with: there `test` is the password. */
  readonly isRun?: boolean;
}

/** True where a literal under a promising name can be a real secret. */
export function canBeSecret(text: string, { connected, isRun }: ValueContext): boolean {
  if (isRun && text === 'test') return true;
  if (text.length < 4 || text.length > 500) return false;
  if (isPlaceholder(text) || PUBLIC.some((pattern) => pattern.test(text)) || hasProviderToken(text)) return false;
  if (/^[\d\s.,:/-]+$/.test(text) && (!connected || /\d\s+\d/.test(text))) return false;
  if (isForeignWord(text)) return false;
  const words = wordsOf(text);
  const isName = words.every((word) => NAME_WORDS.has(word));
  if (/\s/.test(text)) return connected && !isSentence(text, words);
  // A caption repeats the name with a capital: `passwort: 'Passwort'`.
  if (isName && !(connected && DEFAULTS.has(text))) return false;
  // `E-Mail-Kennwort`: words with a capital, one of them about secrets, are a caption.
  if (/^\p{Lu}\p{L}*(?:-\p{L}+)+$/u.test(text) && words.some((word) => NAME_WORDS.has(word))) return false;
  if (connected) return true;
  if (/[:?…]$/.test(text)) return false;
  if (/[äöüßÄÖÜ]/.test(text) && /^[\p{L}-]+$/u.test(text)) return false;
  // Without a connection a word alone is a label; a secret has a digit, a sign, or capitals within a compound.
  return /\d/.test(text) || /[^\w.\-/]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text) && /[_.-]/.test(text));
}

/** Passwords that accounts are shipped with; a reader guesses them first. */
const DEFAULTS: ReadonlySet<string> = new Set(
  (
    'admin root postgres password passwort kennwort secret geheim test guest user keycloak minioadmin mysql mariadb rabbitmq redis ' +
    'changeit mongo sa pass passwd letmein 1234 12345 123456 12345678 123456789 qwertz qwerty pa55word pa55w0rd passw0rd welcome docker local dev'
  ).split(' '),
);

/** True for a password that everybody tries first, or that repeats a word of its own name: `MIGRATION_PASSWORD=migration`. */
export function isDefaultAccount(text: string, name: string): boolean {
  const folded = fold(text);
  return DEFAULTS.has(folded) || wordsOf(name).includes(folded);
}

/** True for a text that says itself that it is for developers, or that nobody would take for real: `dev-only-secret`. */
export function isForDevelopers(text: string): boolean {
  return isDefaultAccount(text, '') || wordsOf(text).some((word) => FOR_DEVELOPERS.has(word));
}

const FOR_DEVELOPERS: ReadonlySet<string> = new Set(
  (
    'dev develop development developer entwicklung entwickler local lokal localhost test testing tests insecure unsicher ' +
    'unsafe nonprod only nur dummy fake demo beispiel example'
  ).split(' '),
);

/** Letters beyond English and German and no digit: a translation. */
function isForeignWord(text: string): boolean {
  return /[^\x00-\x7fäöüßÄÖÜẞ§€]/.test(text) && /\p{L}/u.test(text) && !/\d/.test(text);
}

/** Several words that people would read: a caption, a message, a hint. */
function isSentence(text: string, words: readonly string[]): boolean {
  return (
    /[.:?!…]$/.test(text) ||
    words.some((word) => NAME_WORDS.has(word)) ||
    words.length > 6 ||
    /^\p{Lu}\p{L}*(?: \p{Ll}[\p{L}'’-]*)+$/u.test(text) || // Mot de passe
    /^(?:siehe|see|bitte|please)\b/i.test(text)
  );
}

/** True for texts that look drawn at random: long, mixed, of high entropy. */
export function looksRandom(text: string): boolean {
  // Dotted identifiers: `fachverfahren.einstellungen.v2`.
  if (/^[a-z][\w-]*(?:\.[\w-]+)+$/i.test(text) || isIdentifier(text)) return false;
  if (text.length < 15 || /\s/.test(text) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  // Sixteen signs hold less each than sixty-two.
  return entropy(text) >= (text.length >= 20 && /^[\da-f]+$/i.test(text) ? 2.9 : 3.3);
}

/** Words joined as in names: `previousOfLast2Years`, `abschnitt-2-angaben`; random texts change their kind of sign all the time. */
function isIdentifier(text: string): boolean {
  if (!/^[A-Za-z][\w-]*$/.test(text) || /\d[a-f]{1,4}\d/i.test(text)) return false;
  const words = wordsOf(text)
    .flatMap((word) => word.split(/\d+/))
    .filter((word) => word !== '');
  const letters = words.join('');
  return letters.length >= words.length * 4 && letters.length >= text.length * 0.6 && isPronounceable(letters);
}

/** Like a name, also with short words and single letters among them: `codeB3DLoanInDefault`, `parent1CppEmployment`. */
export function isJoinedWords(text: string): boolean {
  if (!/^[A-Za-z][\w-]*$/.test(text)) return false;
  const words = wordsOf(text)
    .flatMap((word) => word.split(/\d+/))
    .filter((word) => word !== '');
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const isWord = (word: string): boolean => word.length >= 4 && /[aeiouy]/.test(word) && isPronounceable(word);
  return letters >= words.length * 2.6 && letters >= text.length * 0.75 && words.some(isWord);
}

/** No five consonants in a row; `sch` and the like count as one. */
function isPronounceable(letters: string): boolean {
  return !/[bcdfghjklmnpqrstvwxz]{5}/.test(letters.replace(/sch|[cpst]h|ck/g, 'k'));
}

/** Shannon entropy in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
