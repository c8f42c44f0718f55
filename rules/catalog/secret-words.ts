/** What the choice of files to parse looks for: parts of names that promise a secret. */

/** What stands in every file with a strong name, for the choice of files to parse. */
export const SECRET_WORDS: readonly string[] = [
  'passwo',
  'passwö',
  'passwd',
  'passphrase',
  'pwd',
  'kennwort',
  'kennwört',
  'secret',
  'geheim',
  'zugangsdaten',
  'zugangsschl',
  'zugangscode',
  'anmeldedaten',
  'credential',
  'pepper',
  'freischaltcode',
  'losungswort',
  'apikey',
  'api_key',
  'api-key',
  'api key',
  'apischl',
  'accesskey',
  'access_key',
  'access-key',
  'privatekey',
  'private_key',
  'signingkey',
  'signing_key',
  'encryptionkey',
  'encryption_key',
  'signaturschl',
  'verschluesselungs',
  'verschlüsselungs',
  'sitzungsschl',
  'masterkey',
  'master_key',
  'jwtkey',
  'jwt_key',
  'hmackey',
  'hmac_key',
  'cookiekey',
  'cookie_key',
  'authtoken',
  'auth_token',
  'accesstoken',
  'access_token',
  'refreshtoken',
  'refresh_token',
  'bearertoken',
  'bearer_token',
  'apitoken',
  'api_token',
  'pass:',
  'pass"',
  "pass'",
  'pass =',
  'pass=',
  '_pass',
  '_pw',
  '-pw',
  'snmp',
  'fernet',
  'presharedkey',
  'pre_shared_key',
  'sharedkey',
  'shared_key',
];

/** A long value without blanks behind a name that alone says little: `token: 'f8Kq…'`, `SALT=…`. */
export const RANDOM_LITERAL =
  /(?:token|key|schl(?:ue|ü)ssel|pin|puk|sal[tz]|seed|auth|pw)["'\])]{0,2}\s?(?::?\s?string\s?)?(?::=|=>|[:=,]|\?\?|\|\|)\s?["'`]?[\w+/=.~-]{16}/;

/** What few files name: PINs of certificates and cards, seeds of one-time passwords, tokens that set something up. */
export const RARE_NAMES =
  /\bpin["']?\s?[:=]|(?:elster|eric|zertifikats?|keystore|signatur|karten|hsm)[_.-]?pin|otp[_-]?seed|mfa[_-]?seed|(?:root|deploy)[_-]?token|wlan[_-]?schl/;

/** Files that give accounts their passwords by places instead of names: `.pgpass`, users of Redis. */
export const ACCOUNT_TRIGGER = /pgpass|\buser[ \t]\S{1,60}[ \t]on\b/;
