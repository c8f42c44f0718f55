/** Where libraries expect a secret: positions of arguments, and entries that make an object a connection. */
import type { ApiName } from '../../server/model/value.ts';

/** API name → position of the secret, from the libraries' own signatures. */
export const SECRET_ARGUMENTS: ReadonlyMap<ApiName, number> = new Map([
  ['jsonwebtoken#sign', 1],
  ['jsonwebtoken#verify', 1],
  ['ldapts#Client().bind', 1],
  ['ldapjs#createClient().bind', 1],
  ['sequelize#Sequelize', 2],
  ['sequelize-typescript#Sequelize', 2],
  ['cookie-parser#default', 0],
  ['node:crypto#createHmac', 1],
  ['node:crypto#createSecretKey', 0],
  ['node:crypto#createCipheriv', 1],
  ['node:crypto#createDecipheriv', 1],
  ['jose#SignJWT().sign', 0],
  ['jose#jwtVerify', 1],
  ['crypto-js#AES.encrypt', 1],
  ['crypto-js#AES.decrypt', 1],
  ['crypto-js#HmacSHA256', 1],
]);

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

/** Packages whose objects describe forms and texts; a password in them is a field. */
export const DESCRIBING =
  /^(?:zod|joi|@hapi\/joi|yup|valibot|react|react-\w+|vue|@angular|i18next|vue-i18n|formik|@nestjs\/swagger|class-validator|global#(?:console|document|Error|TypeError))|(?:Exception|Error|Problem)$/;

/** Words of the calls above, for the choice of files to parse. */
export const SECRET_CALLS: readonly string[] = [
  'jsonwebtoken',
  'ldapts',
  'ldapjs',
  'sequelize',
  'cookie-parser',
  'createHmac',
  'createSecretKey',
  'createCipheriv',
  'createDecipheriv',
  'jose',
  'crypto-js',
];
