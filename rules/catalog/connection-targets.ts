/** Where a connection string leads, in any of the usual spellings. */
import { fold } from '../../server/model/words.ts';

export interface Target {
  /** What may be shown: host and database, never a user or password. */
  readonly shown: string;
  readonly names: readonly string[];
  readonly hasPassword: boolean;
}

const DATABASE_ADDRESS =
  /^\s*(?:jdbc:)?(?:postgres|postgresql|mysql|mysqlx|mariadb|mssql|sqlserver|mongodb|mongodb\+srv|oracle|oracledb|db2|informix|sybase|firebird|firebirdsql|cockroachdb|jtds:sqlserver|oracle:thin|oracle:oci)[:@]\S/i;

/** Where a connection string leads, in any of the usual spellings; undefined for other texts. */
export function targetOf(text: string): Target | undefined {
  if (text.length > 2000) return undefined;
  return DATABASE_ADDRESS.test(text) ? addressTarget(text) : pairTarget(text);
}

/** Oracle's short form `host:1521/service`, which looks like any other address without its key. */
export function easyConnect(text: string): Target | undefined {
  const [, host = '', service = ''] =
    /^(?:tcps?:)?(?:\/\/)?([\w.-]{1,253})(?::\d{2,5})?\/([\w.$-]{1,60})$/.exec(text.trim()) ?? [];
  return host === '' ? undefined : { shown: `${host}/${service}`, names: [host, service], hasPassword: false };
}

/** `postgres://user:password@host:5432/database?…`, `jdbc:sqlserver://host;databaseName=…`, `jdbc:oracle:thin:@//host/service`. */
function addressTarget(text: string): Target {
  const plain = text.trim();
  const [address = '', query = ''] = plain.split(/[?;](.*)/s);
  const slashes = address.indexOf('//');
  const behind = slashes < 0 ? address.slice(address.lastIndexOf('@') + 1) : address.slice(slashes + 2);
  const user = behind.lastIndexOf('@');
  const [hosts = '', ...path] = behind.slice(user + 1).split(/[/]/);
  const names = hosts.split(',').map((host) => host.split(':', 1)[0] ?? '');
  // `host:1521:SID`
  const sid = hosts.split(':')[2];
  const named = [
    ...path,
    ...(sid === undefined ? [] : [sid]),
    ...pairs(query, /[;&]/)
      .filter(({ key }) => DATABASE_KEYS.has(key))
      .map(({ value }) => value),
  ];
  const database = named.find((each) => each !== '') ?? '';
  return {
    shown: [names[0] ?? '', database].filter((each) => each !== '' && each !== '_').join('/'),
    names: [...names, ...named].filter((each) => each !== ''),
    hasPassword: user > 0 && behind.slice(0, user).includes(':'),
  };
}

const HOST_KEYS: ReadonlySet<string> = new Set([
  'server',
  'datasource',
  'host',
  'hostname',
  'addr',
  'address',
  'networkaddress',
  'dsn',
]);
const DATABASE_KEYS: ReadonlySet<string> = new Set([
  'database',
  'databasename',
  'initialcatalog',
  'dbname',
  'servicename',
  'sid',
  'currentschema',
  'dbq',
]);

/** `Server=…;Database=…;User Id=…` and `host=… dbname=…`. */
function pairTarget(text: string): Target | undefined {
  if (!text.includes('=') || /[<>{}\n]/.test(text)) return undefined;
  const found = pairs(text, text.includes(';') ? /;/ : /\s+/);
  const hosts = found.filter(({ key }) => HOST_KEYS.has(key));
  const databases = found.filter(({ key }) => DATABASE_KEYS.has(key));
  if (found.length < 2 && !found.some(({ key }) => key === 'dsn')) return undefined;
  if (hosts.length + databases.length === 0) return undefined;
  return {
    shown: [hosts[0]?.value ?? '', databases[0]?.value ?? ''].filter((each) => each !== '').join('/'),
    names: [...hosts, ...databases].map(({ value }) => value),
    hasPassword: found.some(({ key }) => key === 'password' || key === 'pwd'),
  };
}

function pairs(text: string, separator: RegExp): { key: string; value: string }[] {
  return text.split(separator).flatMap((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [] : [{ key: fold(pair.slice(0, at)).replace(/[\s_]/g, ''), value: pair.slice(at + 1).trim() }];
  });
}
