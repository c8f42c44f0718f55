/** Where libraries expect a secret: positions of arguments, and entries that make an object a connection. */
import type { CallFact } from '../../server/model/facts.ts';
import type { ApiName, Value } from '../../server/model/value.ts';
import { wordsOf } from '../../server/model/words.ts';

/** Hash a password: written down there, it is the first one of an account that a seed or a migration creates. */
export const PASSWORD_HASHES: ReadonlySet<ApiName> = new Set(
  ['bcrypt', 'bcryptjs', 'argon2', '@node-rs/argon2', '@node-rs/bcrypt'].flatMap((module) =>
    ['hash', 'hashSync'].map((name) => `${module}#${name}`),
  ),
);

/** API name → positions of secrets, from the libraries' own signatures. */
const SECRET_ARGUMENTS: ReadonlyMap<ApiName, readonly number[]> = new Map<ApiName, readonly number[]>([
  ['jsonwebtoken#sign', [1]],
  ['jsonwebtoken#verify', [1]],
  ['jwt-simple#encode', [1]],
  ['jwt-simple#decode', [1]],
  ['hono/jwt#sign', [1]],
  ['hono/jwt#verify', [1]],
  ['jose#SignJWT().sign', [0]],
  ['jose#EncryptJWT().encrypt', [0]],
  ['jose#CompactSign().sign', [0]],
  ['jose#jwtVerify', [1]],
  ['jose#jwtDecrypt', [1]],
  ['jose#compactVerify', [1]],
  ['ldapts#Client().bind', [1]],
  ['ldapjs#createClient().bind', [1]],
  ['ldapjs#Client().bind', [1]],
  ['sequelize#Sequelize', [2]],
  ['sequelize-typescript#Sequelize', [2]],
  ['amqplib#credentials.plain', [1]],
  ['neo4j-driver#auth.basic', [1]],
  ['cassandra-driver#auth.PlainTextAuthProvider', [1]],
  ['soap#BasicAuthSecurity', [1]],
  ['soap#WSSecurity', [1]],
  ['superagent#get().auth', [1]],
  ['superagent#post().auth', [1]],
  ['@azure/core-auth#AzureKeyCredential', [0]],
  ['@azure/identity#ClientSecretCredential', [2]],
  ['@azure/storage-blob#StorageSharedKeyCredential', [1]],
  ['web-push#setVapidDetails', [2]],
  ['net-snmp#createSession', [1]],
  ['otplib#totp.generate', [0]],
  ['otplib#totp.check', [1]],
  ['cookie-parser#default', [0]],
  ['cookie-signature#sign', [1]],
  ['cookie-signature#unsign', [1]],
  ['otplib#authenticator.generate', [0]],
  ['otplib#authenticator.check', [1]],
  ['node:crypto#createHmac', [1]],
  ['node:crypto#createSecretKey', [0]],
  ['node:crypto#createCipheriv', [1]],
  ['node:crypto#createDecipheriv', [1]],
  ['node:crypto#createCipher', [1]],
  ['node:crypto#createDecipher', [1]],
  ['node:crypto#hkdfSync', [1]],
  ['node:crypto#hkdf', [1]],
  ['node:crypto#scrypt', [0]],
  ['node:crypto#scryptSync', [0]],
  ['node:crypto#pbkdf2', [0]],
  ['node:crypto#pbkdf2Sync', [0]],
  ['node:crypto#timingSafeEqual', [0, 1]],
  ['tsscmp#default', [0, 1]],
  ['safe-compare#default', [0, 1]],
  ['express-basic-auth#safeCompare', [1]],
  ...[...PASSWORD_HASHES].map((name): [ApiName, readonly number[]] => [name, [0]]),
  ...['AES', 'TripleDES', 'DES', 'Rabbit', 'RC4'].flatMap((cipher): [ApiName, readonly number[]][] => [
    [`crypto-js#${cipher}.encrypt`, [1]],
    [`crypto-js#${cipher}.decrypt`, [1]],
  ]),
  ...['HmacSHA1', 'HmacSHA256', 'HmacSHA384', 'HmacSHA512', 'HmacMD5'].map((mac): [ApiName, readonly number[]] => [
    `crypto-js#${mac}`,
    [1],
  ]),
]);

/** Positions of the secrets in a call; settings made in between (`new SignJWT().setIssuedAt().sign(key)`) do not matter. */
export function secretPositions(callee: ApiName): readonly number[] {
  return (
    SECRET_ARGUMENTS.get(callee) ??
    SECRET_ARGUMENTS.get(callee.replace(/\(\)(?:\.set[A-Za-z]{1,40}\(\)){1,12}\./, '().')) ??
    []
  );
}

/** API name → position and entry of a record that maps user names to passwords. */
export const PASSWORDS_BY_USER: ReadonlyMap<ApiName, string> = new Map([['express-basic-auth#default', 'users']]);

/** API name → entries that hold secrets under a name that says little elsewhere. */
export const SECRET_ENTRIES: ReadonlyMap<ApiName, readonly string[]> = new Map([
  ['cookie-session#default', ['keys']],
  ['fast-jwt#createSigner', ['key']],
  ['fast-jwt#createVerifier', ['key']],
  ['iron-session#getIronSession', ['password']],
]);

/** Start another program, with the environment that an entry of their options holds. */
const STARTING =
  /^(?:node:child_process#(?:spawn|exec|execFile|fork)(?:Sync)?|node:worker_threads#Worker|execa#\w+|cross-spawn#(?:default|sync|spawn)|nano-spawn#default|tinyexec#\w+|zx#\$|shelljs#exec|pm2#start|dockerode#default\(\)\.(?:createContainer|run)|cluster#fork|global#(?:Bun\.spawn(?:Sync)?|Deno\.Command))$/;

/** What a call hands to another program as its environment: a record, or a list of `NAME=value`. */
export function environmentsGiven({
  callee,
  arguments: given,
}: Pick<CallFact, 'callee' | 'arguments'>): readonly Value[] {
  if (!STARTING.test(callee)) return [];
  return given.flatMap((each) =>
    each.kind === 'record' ? (each.entries.get('env') ?? each.entries.get('Env') ?? []) : [],
  );
}

/** `env`, `environment`, `childEnv`, `env_production`: what another program is started with. */
export function isEnvironment(name: string): boolean {
  const words = wordsOf(name);
  return /^(?:env|environment|umgebung)$/.test(words.at(-1) ?? '') || name.startsWith('env_');
}

/** Calls that only change the form of a secret: the first argument is still it. */
export const FORM_ONLY =
  /(?:^|#|\.)(?:TextEncoder\(\)\.encode|Buffer\.from|createSecretKey|base64url\.decode|Utf8\.parse|Hex\.parse|Base64\.parse|btoa|atob|encodeURIComponent|importJWK)$/;

/** Entries beside a password that make clear that it opens something. */
export const CONNECTION_ENTRIES: ReadonlySet<string> = new Set([
  'host',
  'hostname',
  'server',
  'user',
  'username',
  'benutzer',
  'benutzername',
  'kennung',
  'login',
  'database',
  'datenbank',
  'url',
  'uri',
  'port',
  'bindDN',
  'bindDn',
  'binddn',
  'clientId',
  'client_id',
  'clientID',
  'datei',
  'endpoint',
  'endPoint',
  'issuer',
  'algorithm',
  'signOptions',
  'resave',
  'saveUninitialized',
  'accessKey',
  'accessKeyId',
  'privateKey',
  'jwtFromRequest',
  'cookie',
  'POSTGRES_USER',
  'MYSQL_USER',
  'DB_USER',
  'tls',
  'ssl',
  'dialect',
  'pfx',
  'keystore',
  'keyStore',
]);

/** Words of what a setting belongs to that make clear that its password opens something: `datenbank.passwort`. */
export const CONNECTED_PARTS: ReadonlySet<string> = new Set(
  (
    'database databases datenbank db datasource postgres postgresql mysql mariadb mongo mongodb redis mssql oracle smtp imap ' +
    'mail mailer ldap ad keycloak oidc oauth oauth2 saml sso jwt session sitzung cookie cookies minio s3 rabbitmq amqp kafka ' +
    'broker sftp ftp proxy credentials connection verbindung anbindung zugang vars elasticsearch solr api registry nexus'
  ).split(' '),
);

/** Packages whose objects describe forms and texts; a password in them is a field. */
export const DESCRIBING =
  /^(?:zod|joi|@hapi\/joi|yup|valibot|react|react-\w+|vue|@angular|i18next|vue-i18n|formik|@nestjs\/swagger|class-validator|global#(?:console|document|Error|TypeError))|(?:Exception|Error|Problem)$|L10N|[Tt]ranslat/;

/** Words of the calls above, for the choice of files to parse. */
export const SECRET_CALLS: readonly string[] = [
  'jsonwebtoken',
  'jwt-simple',
  'hono/jwt',
  'fast-jwt',
  'jose',
  'ldapts',
  'ldapjs',
  'sequelize',
  'amqplib',
  'neo4j-driver',
  'cassandra-driver',
  'soap',
  'superagent',
  '@azure/',
  'web-push',
  'net-snmp',
  'cookie-parser',
  'cookie-signature',
  'cookie-session',
  'otplib',
  'createHmac',
  'scrypt',
  'pbkdf2',
  'bcrypt',
  'argon2',
  'createSecretKey',
  'createCipher',
  'createDecipher',
  'hkdf',
  'timingSafeEqual',
  'tsscmp',
  'safe-compare',
  'express-basic-auth',
  'crypto-js',
];

/** A user and a password that are put together for a header. */
export const BASIC_TRIGGER = /(?:Buffer\.from|btoa)\(\s{0,9}["'`][\w.@-]{1,60}:/;
