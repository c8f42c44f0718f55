/** What the address of a database says about encryption, as each library reads it. */
import { TCPS } from './database-drivers.ts';
import { addressOf, splitPort } from './hosts.ts';

/** `off`: switched off. `optional`: only if the server offers it. `unverified`: encrypted, but the certificate is not compared. `missing`: nothing is said, and the default is off. */
export type Verdict = 'off' | 'optional' | 'unverified' | 'missing' | 'encrypted';

export interface DatabaseAddress {
  readonly host: string;
  readonly verdict: Verdict;
  /** What to write instead. */
  readonly option: string;
  /** The part of the address that decides, where one does. */
  readonly part: string;
}

type Family =
  'postgres' | 'mysql' | 'mariadb' | 'sqlserver' | 'mongodb' | 'jdbc-postgres' | 'jdbc-mysql' | 'jdbc-mariadb';

const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['cockroachdb', 'postgres'],
  ['pg', 'postgres'],
  ['mysql', 'mysql'],
  ['mysql2', 'mysql'],
  ['mysqlx', 'mysql'],
  ['mariadb', 'mariadb'],
  ['sqlserver', 'sqlserver'],
  ['mssql', 'sqlserver'],
  ['mongodb', 'mongodb'],
  ['mongodb+srv', 'mongodb'],
]);

interface Reading {
  /** Decisive parts; the first that matches counts. */
  readonly parts: readonly (readonly [RegExp, Verdict])[];
  readonly without: Verdict;
  readonly option: string;
}

const VERIFIED =
  /\bsslmode=(?:require|verify-ca|verify-full)\b|\bssl=(?:true|1)\b|\bsslnegotiation=direct\b|\bsslaccept=strict\b|\bsslrootcert=/i;

const READINGS: Readonly<Record<Family, Reading>> = {
  postgres: {
    parts: [
      [/\bsslmode=(?:disable|allow)\b/i, 'off'],
      [/\bssl=0\b/i, 'off'],

      [
        /\bsslmode=(?:require|prefer)&uselibpqcompat=true\b|\buselibpqcompat=true&sslmode=(?:require|prefer)\b/i,
        'unverified',
      ],
      [/\bsslmode=prefer\b/i, 'optional'],
      [VERIFIED, 'encrypted'],
      [/\bsslmode=no-verify\b|\bssl=/i, 'encrypted'],
      [/[?&]host=(?:\/|%2F)/i, 'encrypted'],
    ],
    without: 'missing',
    option: 'sslmode=verify-full',
  },
  mysql: {
    parts: [
      [/\bssl=(?:false|0)\b/i, 'off'],
      [/\bssl-?mode=disabled\b/i, 'off'],
      [/\bssl-?mode=preferred\b/i, 'optional'],
      [/\bsslaccept=/i, 'encrypted'],
      [/\bssl(?:-?mode)?=/i, 'encrypted'],
      [/\bsslcert=/i, 'encrypted'],
      [/\bsocket(?:Path)?=/i, 'encrypted'],
    ],
    without: 'missing',
    option: 'ssl={"rejectUnauthorized":true}',
  },
  mariadb: {
    parts: [
      [/\bssl=(?:false|0|1)\b/i, 'off'],
      [/\bssl(?:mode)?=/i, 'encrypted'],
    ],
    without: 'missing',
    option: 'ssl=true',
  },
  sqlserver: {
    parts: [[/;\s*encrypt=(?:false|DANGER_PLAINTEXT|no)\b|[?&]encrypt=false\b/i, 'off']],
    without: 'encrypted',
    option: 'encrypt=true',
  },
  mongodb: {
    parts: [
      [/\b(?:tls|ssl)=false\b/i, 'off'],
      [/\b(?:tls|ssl)=true\b/i, 'encrypted'],
    ],
    without: 'missing',
    option: 'tls=true',
  },
  'jdbc-postgres': {
    parts: [
      [/\bsslmode=disable\b|\bssl=false\b/i, 'off'],
      [/\bsslmode=(?:allow|prefer)\b/i, 'optional'],
      [/\bNonValidatingFactory\b/, 'unverified'],
      [/\bsslmode=require\b/i, 'unverified'],
      [/\bsslmode=verify|\bssl=true\b|\bssl(?:$|&)/i, 'encrypted'],
    ],
    without: 'missing',
    option: 'sslmode=verify-full',
  },
  'jdbc-mysql': {
    parts: [
      [/\buseSSL=false\b|\bsslMode=DISABLED\b/i, 'off'],
      [/\bsslMode=PREFERRED\b|\brequireSSL=false\b/i, 'optional'],
      [/\bsslMode=REQUIRED\b/i, 'unverified'],
      [/\bsslMode=VERIFY|\buseSSL=true\b/i, 'encrypted'],
    ],
    without: 'missing',
    option: 'sslMode=VERIFY_IDENTITY',
  },
  'jdbc-mariadb': {
    parts: [
      [/\bsslMode=disable\b|\buseSsl=false\b/i, 'off'],
      [/\bsslMode=trust\b/i, 'unverified'],
      [/\bsslMode=|\buseSsl=true\b/i, 'encrypted'],
    ],
    without: 'missing',
    option: 'sslMode=verify-full',
  },
};

/** The host and what the address says about encryption; undefined for other addresses. */
export function databaseAddress(text: string): DatabaseAddress | undefined {
  const pairs = keyValueString(text) ?? connectionWords(text) ?? oracleDescription(text);
  if (pairs) return pairs;
  const isJava = /^\s*(?:jdbc|r2dbc):/i.test(text);
  const address = addressOf(text);
  const family = address && FAMILIES.get(address.scheme);
  if (!address || !family) return undefined;
  const reading =
    READINGS[
      isJava && (family === 'postgres' || family === 'mysql' || family === 'mariadb')
        ? (`jdbc-${family}` as const)
        : family
    ];
  for (const [part, verdict] of reading.parts) {
    const match = part.exec(address.rest);
    if (match) return { host: address.host, verdict, option: reading.option, part: match[0].replace(/^[;?&\s]+/, '') };
  }
  const verdict = address.scheme === 'mongodb+srv' ? 'encrypted' : reading.without;
  return { host: address.host, verdict, option: reading.option, part: '' };
}

/** `Server=…;Database=…;Encrypt=false`, as ADO.NET, ODBC and the clients of SQL Server write it. */
function keyValueString(text: string): DatabaseAddress | undefined {
  // Db2 encrypts only with `Security=SSL`.
  const db2 = /(?:^|;)\s*hostname\s*=\s*([^;]{1,253})/i.exec(text)?.[1];
  if (db2 !== undefined && /(?:^|;)\s*protocol\s*=\s*tcpip\b/i.test(text)) {
    const verdict = /(?:^|;)\s*security\s*=\s*ssl\b/i.test(text) ? 'encrypted' : 'missing';
    return { host: db2.trim(), verdict, option: 'Security=SSL', part: '' };
  }
  const server =
    /(?:^|;)\s*(?:server|data source|addr|address|network address|host)\s*=\s*(?:tcp:)?([^;,]{1,253})/i.exec(text)?.[1];
  if (
    server === undefined ||
    !/;\s*(?:database|initial catalog|user id|uid|username|encrypt|integrated security)\s*=/i.test(`;${text}`)
  )
    return undefined;
  const host = splitPort(server.trim().split('\\')[0] ?? '').host;
  const off = /(?:^|;)\s*(encrypt\s*=\s*(?:false|no|0|optional)|ssl ?mode\s*=\s*(?:disabled?|none))\s*(?:;|$)/i.exec(
    text,
  )?.[1];
  const optional = /(?:^|;)\s*(ssl ?mode\s*=\s*(?:prefer(?:red)?|allow))\s*(?:;|$)/i.exec(text)?.[1];
  const isSqlServer = off === undefined ? false : /^encrypt/i.test(off);
  const option = isSqlServer ? 'Encrypt=true' : 'SSL Mode=VerifyFull';
  return {
    host,
    option,
    part: off ?? optional ?? '',
    verdict: off !== undefined ? 'off' : optional !== undefined ? 'optional' : 'encrypted',
  };
}

/** `host=db.example dbname=x sslmode=disable`, as libpq and what is built on it read it. */
function connectionWords(text: string): DatabaseAddress | undefined {
  const host = /(?:^|\s)host(?:addr)?=([^\s']{1,253})/.exec(text)?.[1];
  const [part, mode = ''] = /\bsslmode=(\w{1,20})/.exec(text) ?? [];
  if (host === undefined || part === undefined || text.length > 2000) return undefined;
  const verdict = /^(?:disable|allow)$/.test(mode) ? 'off' : mode === 'prefer' ? 'optional' : 'encrypted';
  return { host, verdict, option: 'sslmode=verify-full', part };
}

/** `(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=…)…)` and `jdbc:oracle:thin:@//host:1521/service`. */
function oracleDescription(text: string): DatabaseAddress | undefined {
  if (/\(\s{0,5}DESCRIPTION\s{0,5}=/i.test(text)) {
    const host = /\(\s{0,5}HOST\s{0,5}=\s{0,5}([\w.-]{1,253})\s{0,5}\)/i.exec(text)?.[1];
    const protocol = /\(\s{0,5}PROTOCOL\s{0,5}=\s{0,5}(tcps?)\s{0,5}\)/i.exec(text)?.[1];
    return host === undefined || protocol === undefined ? undefined : oracle(host, protocol);
  }
  const address = /^\s{0,5}jdbc:oracle:(?:thin|oci):(?:[^@\s]{0,100})@(.{1,300})/i.exec(text)?.[1];
  return address === undefined ? undefined : oracleAddress(address);
}

/** `host:1521/service`, `//host/service`, `host:1521:SID`, `tcps://host:2484/service`; the key says that Oracle is meant. */
export function oracleAddress(text: string): DatabaseAddress | undefined {
  if (/^\s{0,5}\(/.test(text)) return oracleDescription(text);
  const [, protocol = 'tcp', host] =
    /^\s{0,5}(?:(tcps?):)?(?:\/\/)?([\w-]{1,60}(?:\.[\w-]{1,60}){0,8})(?::\d{2,5})?[/:][\w.$-]{1,60}(?:[:?/]|\s{0,5}$)/i.exec(
      text,
    ) ?? [];
  return host === undefined ? undefined : oracle(host, protocol);
}

function oracle(host: string, protocol: string): DatabaseAddress {
  return { host, verdict: protocol.toLowerCase() === 'tcps' ? 'encrypted' : 'missing', option: TCPS, part: '' };
}
