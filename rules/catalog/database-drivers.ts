/** Drivers of databases: the switch for TLS, what it takes, and what happens without it. */

/** How a driver is told to encrypt. */
export interface Driver {
  readonly name: string;
  /** Ways to the switch within the options of the driver; the first one that is there counts. */
  readonly switches: readonly (readonly string[])[];
  /** What to write. */
  readonly option: string;
  /** Values besides `false` and `null` that switch encryption off. */
  readonly off?: readonly (string | number | boolean)[];
  /** Values that encrypt without comparing the certificate. */
  readonly unverified?: readonly (string | number | boolean)[];
  /** The driver encrypts unless it is told not to. */
  readonly safe?: true;
  /** An object as value has no effect. */
  readonly booleanOnly?: true;
  /** Entry of the switch without which the name in the certificate is never compared. */
  readonly identity?: string;
}

export const POSTGRES: Driver = { name: 'pg', switches: [['ssl']], option: 'ssl: { ca }' };
const MYSQL: Driver = { name: 'mysql2', switches: [['ssl']], option: 'ssl: { ca, verifyIdentity: true }' };
const MSSQL: Driver = {
  name: 'mssql',
  switches: [['encrypt'], ['options', 'encrypt']],
  option: 'encrypt: true',
  safe: true,
};
export const MONGODB: Driver = { name: 'mongodb', switches: [['tls'], ['ssl']], option: 'tls: true' };
export const IOREDIS: Driver = { name: 'ioredis', switches: [['tls']], option: 'tls: { ca }' };

/** Oracle: encryption of its own kind may be set up outside of the address. */
export const TCPS = 'tcps://';

export type DriverName =
  | 'pg'
  | 'postgres'
  | 'mysql'
  | 'mysql2'
  | 'mariadb'
  | 'mssql'
  | 'mongodb'
  | 'redis'
  | 'ioredis'
  | 'cassandra'
  | 'oracle';

export const DRIVERS: Readonly<Record<DriverName, Driver>> = {
  pg: POSTGRES,
  postgres: {
    ...POSTGRES,
    name: 'postgres',
    option: "ssl: 'verify-full'",
    off: ['disable'],
    unverified: ['require', 'allow', 'prefer'],
  },
  mysql: MYSQL,
  mysql2: { ...MYSQL, identity: 'verifyIdentity' },
  mariadb: { ...MYSQL, name: 'mariadb', option: 'ssl: { ca }' },
  mssql: MSSQL,
  mongodb: MONGODB,
  redis: { name: 'redis', switches: [['socket', 'tls']], option: 'socket: { tls: true }', booleanOnly: true },
  ioredis: IOREDIS,
  cassandra: {
    name: 'cassandra-driver',
    switches: [['sslOptions']],
    option: 'sslOptions: { ca, rejectUnauthorized: true }',
  },
  oracle: { name: 'oracledb', switches: [], option: TCPS, safe: true },
};

/** Names of drivers as builders and mappers know them. */
export const DIALECTS: ReadonlyMap<string, DriverName> = new Map<string, DriverName>([
  ['postgres', 'pg'],
  ['postgresql', 'pg'],
  ['pg', 'pg'],
  ['cockroachdb', 'pg'],
  ['aurora-postgres', 'pg'],
  ['redshift', 'pg'],
  ['pgnative', 'pg'],
  ['mysql', 'mysql'],
  ['mysql2', 'mysql2'],
  ['mariadb', 'mariadb'],
  ['mssql', 'mssql'],
  ['oracle', 'oracle'],
  ['oracledb', 'oracle'],
  ['mongodb', 'mongodb'],
  ['mongo', 'mongodb'],
]);
