/** Settings that decide about the encryption of a database connection. */
import type { SettingFact } from '../../server/model/facts.ts';
import { wordsOf } from '../../server/model/words.ts';

const DATABASES =
  /^(?:db|database|datenbank|postgres|postgresql|pg|mysql|mariadb|mssql|sqlserver|sql|mongo|mongodb|redis|typeorm|sequelize|knex|datasource|cassandra|prisma|orm)\d?$/;
const SWITCHES = /^(?:ssl|tls|sslmode|encrypt|usessl|usetls|sslenabled|tlsenabled|enablessl|enabletls)$/;
const MODES = /^(?:sslmode|mode)$/;
/** Words that make a certificate, a file or a port of it. */
const ABOUT =
  /^(?:ca|cert|certificate|key|file|path|port|reject|unauthorized|verify|version|min|max|pfx|passphrase|servername|protocol)$/;

const OFF = /^(?:false|0|off|no|nein|aus|disable|disabled|none)$/i;
const OPTIONAL = /^(?:allow|prefer|preferred)$/i;

/** Switches of servers, which decide for every client. Settings of providers in Terraform among them. */
const SERVER_SWITCHES: ReadonlyMap<string, RegExp> = new Map([
  ['rds.force_ssl', OFF],
  ['require_secure_transport', OFF],
  ['ssl_enforcement_enabled', OFF],
  ['transit_encryption_enabled', OFF],
  ['non_ssl_port_enabled', /^true$/],
  ['enable_non_ssl_port', /^true$/],
  ['ssl_mode', /^ALLOW_UNENCRYPTED_AND_ENCRYPTED$/],
  ['transit_encryption_mode', /^DISABLED$/],
]);
/** Names that say so only in resources of Terraform; elsewhere they stand beside a host that decides. */
const RESOURCE_SWITCHES: ReadonlyMap<string, RegExp> = new Map([
  ['ssl_mode', /^none$/],
  ['tls_enabled', OFF],
  ['require_ssl', OFF],
  ['tls', OFF],
]);
/** In Terraform the same names mean the encryption of other things, too. */
const SERVER_PARTS =
  /(?:^|_)(?:db|rds|sql|postgresql|mysql|mariadb|mssql|redis|elasticache|memorydb|docdb|valkey|redshift|dms|appsync)(?:_|$)/;

/** True where a server of a database accepts connections without encryption. */
export function acceptsCleartext(key: readonly string[], value: unknown): boolean {
  const name = key.findLast((each) => !/^\d+$/.test(each)) ?? '';
  const isBad = (switches: ReadonlyMap<string, RegExp>): boolean => switches.get(name)?.test(String(value)) === true;
  // CloudFormation names the kind of the resource elsewhere.
  if (name === 'TransitEncryptionEnabled' && key.at(-2) === 'Properties') return OFF.test(String(value));
  return (
    (isBad(SERVER_SWITCHES) || (key[0] === 'resource' && isBad(RESOURCE_SWITCHES))) &&
    key.slice(0, -1).some((each) => SERVER_PARTS.test(each))
  );
}

/** `off` or `optional` where a setting switches the encryption of a database off. */
export function switchedOff(key: readonly string[], value: unknown): 'off' | 'optional' | undefined {
  const text = String(value);
  const names = key.filter((name) => !/^\d+$/.test(name));
  if (names.at(-1) === 'PGSSLMODE') return OFF.test(text) ? 'off' : OPTIONAL.test(text) ? 'optional' : undefined;
  // MySQL: the word alone.
  if (/^skip[-_]ssl$/.test(names.at(-1) ?? '')) return /^(?:|1|true|on|yes)$/i.test(text) ? 'off' : undefined;
  if (/^require[-_]secure[-_]transport$/.test(names.at(-1) ?? '')) return OFF.test(text) ? 'off' : undefined;
  // `ssl: { enabled: false }`
  const last = wordsOf(names.at(-1) === 'enabled' ? (names.at(-2) ?? '') : (names.at(-1) ?? ''));
  const joined = last.filter((word) => !DATABASES.test(word)).join('');
  const plain = joined.replace(/^(?:use|enable|require)|(?:enabled|mode)$/g, '');
  if (!SWITCHES.test(joined) && !SWITCHES.test(plain)) return undefined;
  if (last.some((word) => ABOUT.test(word))) return undefined;
  if (OFF.test(text)) return 'off';
  return OPTIONAL.test(text) && last.some((word) => MODES.test(word)) ? 'optional' : undefined;
}

/** True where a name of the path says that a database is meant; libpq's own variables do. */
export function namesDatabase(key: readonly string[]): boolean {
  return key.some((name) => name === 'PGSSLMODE' || wordsOf(name).some((word) => DATABASES.test(word)));
}

/** True for settings of a database server itself: in its own files, and in statements about the whole of it. */
export function isOfDatabase({ document, key }: Pick<SettingFact, 'document' | 'key'>): boolean {
  return (
    OF_DATABASES.has(document) || (document === 'sql' && /^(?:alter system|set (?:global|persist))/.test(key[0] ?? ''))
  );
}

const OF_DATABASES: ReadonlySet<string> = new Set(['postgresql', 'mysql']);

/** Documents in which such keys mean something else. */
export const WITHOUT_DATABASES: ReadonlySet<string> = new Set([
  'texts',
  'json-schema',
  'openapi',
  'tsconfig',
  'keycloak:realm',
  'keycloak:client',
  'npm:package',
]);

/** Keys that name the kind of database. */
export const DIALECT = /^(?:dialect|type|client)$/;
