/** Clients of databases: where each expects host, address and the switch for TLS, and what it does without. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { DIALECTS, DRIVERS, IOREDIS, MONGODB, POSTGRES, type Driver, type DriverName } from './database-drivers.ts';

/** A connection as a call sets it up. */
export interface Connection {
  readonly driver: Driver;
  /** Host, or list of hosts; absent where only an address is given. */
  readonly host: Value;
  /** Connection string, absent where there is none. */
  readonly address: Value;
  /** The switch; absent where it is not written. */
  readonly tls: Value;
  /** A switch of the same name at a place where it is not read. */
  readonly ineffective?: Value;
  /** Both options and address are known, so that absence counts. */
  readonly closed: boolean;
}

const HOSTS = ['host', 'server', 'hostname', 'contactPoints', 'hosts'];
const ADDRESSES = ['connectionString', 'url', 'uri', 'clientUrl', 'mongoUrl', 'conString', 'connectString'];

/** Reads the options of a driver; a text in their place is the address. */
function connection(driver: Driver, options: Value, more: Value = ABSENT): Connection | undefined {
  if (options.kind === 'either') {
    // One of several records: each has to be judged alone, the first that is a record stands for them.
    const record = options.options.find(({ kind }) => kind === 'record');
    if (record && options.options.every(({ kind }) => kind === 'record' || kind === 'absent'))
      return connection(driver, record, more);
  }
  if (options.kind !== 'record') {
    if (options.kind === 'absent') return undefined;
    const tls = switchIn(driver, more);
    return {
      driver,
      host: ABSENT,
      address: options,
      tls,
      closed: more.kind === 'absent' || (more.kind === 'record' && !more.open),
    };
  }
  const nested = options.entries.get('socket');
  const host = first(options, HOSTS) ?? (nested?.kind === 'record' ? (nested.entries.get('host') ?? ABSENT) : ABSENT);
  if (options.entries.has('socketPath') || options.entries.has('path')) return undefined;
  return {
    driver,
    host,
    address: first(options, ADDRESSES) ?? ABSENT,
    tls: switchIn(driver, options),
    closed: !options.open,
  };
}

function first(options: Value, names: readonly string[]): Value | undefined {
  return options.kind === 'record'
    ? names.map((name) => options.entries.get(name)).find((value) => value !== undefined)
    : undefined;
}

function switchIn(driver: Driver, options: Value): Value {
  for (const way of driver.switches) {
    const value = entryOf(options, ...way);
    if (value.kind !== 'absent') return value;
  }
  return ABSENT;
}

function driverOf(value: Value): Driver | undefined {
  const name = value.kind === 'known' ? DIALECTS.get(String(value.value).toLowerCase()) : undefined;
  return name && DRIVERS[name];
}

type Reader = (call: CallFact) => Connection | undefined;
const argument = (call: CallFact, index: number): Value => call.arguments[index] ?? ABSENT;
const plain =
  (name: DriverName, index = 0): Reader =>
  (call) =>
    connection(DRIVERS[name], argument(call, index), argument(call, index + 1));
/** The driver's options at an entry of the argument, or the argument itself. */
const within =
  (name: DriverName, entry: string, index = 0): Reader =>
  (call) => {
    const inner = entryOf(argument(call, index), entry);
    return inner.kind === 'absent' || inner.kind === 'unknown' ? undefined : connection(DRIVERS[name], inner);
  };
/** What a module of NestJS is given, or what its factory returns. */
const given = (call: CallFact): Value => {
  const factory = entryOf(argument(call, 0), 'useFactory');
  return factory.kind === 'function' ? factory.returns : argument(call, 0);
};

function typeorm(options: Value): Connection | undefined {
  const driver = driverOf(entryOf(options, 'type'));
  if (!driver) return undefined;
  const extra = { ...driver, switches: [...driver.switches, ...driver.switches.map((way) => ['extra', ...way])] };
  return connection(extra, options);
}

function sequelize(call: CallFact): Connection | undefined {
  const options = [3, 1, 0].map((index) => argument(call, index)).find(({ kind }) => kind === 'record');
  const [address] = call.arguments;
  const isAddress = address !== undefined && address.kind !== 'record' && call.arguments.length <= 2;
  const dialect = entryOf(options ?? ABSENT, 'dialect');
  const scheme = isAddress && address.kind === 'known' ? /^(\w+):/.exec(String(address.value))?.[1] : undefined;
  const driver = driverOf(dialect) ?? (scheme === undefined ? undefined : DRIVERS[DIALECTS.get(scheme) ?? 'oracle']);
  if (!driver || driver.name === 'oracledb') return undefined;
  const hidden = {
    ...driver,
    option: `dialectOptions: { ${driver.option} }`,
    switches: driver.switches.map((way) => ['dialectOptions', ...way]),
  };
  const found = isAddress ? connection(hidden, address, options) : connection(hidden, options ?? ABSENT);
  const top = entryOf(options ?? ABSENT, 'ssl');
  return (
    found && {
      ...found,
      ...(driver.safe === undefined && top.kind === 'known' && top.value === true && { ineffective: top }),
    }
  );
}

function knex(options: Value): Connection | undefined {
  const driver = driverOf(entryOf(options, 'client'));
  const inner = entryOf(options, 'connection');
  if (!driver || inner.kind === 'unknown') return undefined;
  // Knex's own dialect for SQL Server does not encrypt by default.
  const { safe: _, ...unsafe } = driver;
  return connection(unsafe, inner.kind === 'function' ? inner.returns : inner);
}

function mikroOrm(driver: DriverName): Reader {
  return (call) =>
    connection(
      {
        ...DRIVERS[driver],
        switches: [
          ['driverOptions', 'connection', 'ssl'],
          ['driverOptions', 'ssl'],
        ],
        option: 'driverOptions: { connection: { ssl: { ca } } }',
      },
      given(call),
    );
}

/** API names and how their arguments are read. From the libraries' own signatures. */
const CLIENTS: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:pg|pg-pool|pg-native)#(?:native\.)?(?:Pool|Client|default)$/, plain('pg')],
  [/^pg-promise#default\(\)$/, plain('pg')],
  [/^(?:pg-boss|slonik|pgtyped|@prisma\/adapter-pg|pg-listen)#(?:default|createPool|PrismaPg|PgBoss)$/, plain('pg')],
  [/^connect-pg-simple#/, within('pg', 'conObject')],
  [/^graphile-worker#run$/, plain('pg')],
  [/^postgres#default$/, plain('postgres')],
  [/^(?:mysql2(?:\/promise)?|mysql)#create(?:Connection|Pool)$/, plain('mysql')],
  [/^express-mysql-session#/, plain('mysql')],
  [
    /^(?:mariadb(?:\/callback)?|@prisma\/adapter-mariadb)#(?:createConnection|createPool|PrismaMariaDb)$/,
    plain('mariadb'),
  ],
  [/^mssql(?:\/msnodesqlv8)?#(?:connect|ConnectionPool)$/, plain('mssql')],
  [/^@prisma\/adapter-mssql#PrismaMssql$/, plain('mssql')],
  [/^tedious#Connection$/, plain('mssql')],
  [/^(?:odbc|ibm_db|msnodesqlv8)#(?:default\.)?(?:connect|pool|open|openSync|Pool\(\)\.open)$/, plain('mssql')],
  [/^mongodb#MongoClient(?:\.connect)?$/, plain('mongodb')],
  [/^mongoose#(?:connect|createConnection)$/, plain('mongodb')],
  [/^connect-mongo#(?:default\.|MongoStore\.)?create$/, plain('mongodb')],
  [/^@nestjs\/mongoose#MongooseModule\.forRoot$/, plain('mongodb')],
  [/^@nestjs\/mongoose#MongooseModule\.forRootAsync$/, (call) => connection(MONGODB, given(call))],
  [/^(?:redis|@redis\/client)#createClient$/, plain('redis')],
  [/^ioredis#(?:default|Redis)$/, ioredis],
  [/^ioredis#(?:default\.|Redis\.)?Cluster$/, cluster],
  [
    /^bullmq#(?:Queue|FlowProducer|QueueEvents)$/,
    (call) => within('ioredis', 'connection', call.callee.endsWith('FlowProducer') ? 0 : 1)(call),
  ],
  [/^bullmq#Worker$/, within('ioredis', 'connection', 2)],
  [/^bull#default$/, within('ioredis', 'redis', 1)],
  [
    /^@nestjs\/bullmq#BullModule\.forRoot(?:Async)?$/,
    (call) => connection(IOREDIS, entryOf(given(call), 'connection')),
  ],
  [/^@nestjs\/bull#BullModule\.forRoot(?:Async)?$/, (call) => connection(IOREDIS, entryOf(given(call), 'redis'))],
  [/^cassandra-driver#Client$/, plain('cassandra')],
  [/^typeorm#(?:DataSource|createConnection|Connection)$/, (call) => typeorm(argument(call, 0))],
  [/^@nestjs\/typeorm#TypeOrmModule\.forRoot(?:Async)?$/, (call) => typeorm(given(call))],
  [/^sequelize(?:-typescript)?#(?:default|Sequelize)$/, sequelize],
  [
    /^@nestjs\/sequelize#SequelizeModule\.forRoot(?:Async)?$/,
    (call) => sequelize({ ...call, arguments: [given(call)] }),
  ],
  [/^knex#(?:default|knex)$/, (call) => knex(argument(call, 0))],
  [/^drizzle-orm\/(?:node-postgres|neon-serverless|vercel-postgres)#drizzle$/, drizzle('pg')],
  [/^drizzle-orm\/postgres-js#drizzle$/, drizzle('postgres')],
  [/^drizzle-orm\/mysql2#drizzle$/, drizzle('mysql')],
  [/^drizzle-kit#defineConfig$/, within('pg', 'dbCredentials')],
  [/^@mikro-orm\/postgresql#MikroORM\.init(?:Sync)?$/, mikroOrm('pg')],
  [/^@mikro-orm\/(?:mysql|mariadb)#MikroORM\.init(?:Sync)?$/, mikroOrm('mysql')],
  [/^@prisma\/client#PrismaClient$/, prisma],
];

/** `new Redis(6379, 'host', {…})`, `new Redis({…})`, `new Redis('redis://…', {…})`. */
function ioredis(call: CallFact): Connection | undefined {
  const [port, host, options] = call.arguments;
  if (port?.kind === 'known' && typeof port.value === 'number' && host && host.kind !== 'record') {
    return {
      driver: IOREDIS,
      host,
      address: ABSENT,
      tls: switchIn(IOREDIS, options ?? ABSENT),
      closed: !options || (options.kind === 'record' && !options.open),
    };
  }
  return connection(IOREDIS, port ?? ABSENT, host ?? ABSENT);
}

/** `new Cluster([{ host, port }, …], { redisOptions: { tls } })`; the first node stands for all. */
function cluster(call: CallFact): Connection | undefined {
  const [nodes, options = ABSENT] = call.arguments;
  const node = nodes?.kind === 'list' ? nodes.items[0] : undefined;
  if (!node) return undefined;
  const more = entryOf(options, 'redisOptions');
  const found = connection(IOREDIS, node, more);
  const isClosed = more.kind === 'absent' || (more.kind === 'record' && !more.open);
  return found && { ...found, tls: switchIn(IOREDIS, more), closed: isClosed };
}

function drizzle(name: DriverName): Reader {
  return (call) => {
    const inner = entryOf(argument(call, 0), 'connection');
    if (argument(call, 0).kind !== 'record') return argument(call, 0).kind === 'known' ? plain(name)(call) : undefined;
    return inner.kind === 'absent' || inner.kind === 'unknown' ? undefined : connection(DRIVERS[name], inner);
  };
}

function prisma(call: CallFact): Connection | undefined {
  const options = argument(call, 0);
  const address = [entryOf(options, 'datasourceUrl'), entryOf(options, 'datasources', 'db', 'url')].find(
    ({ kind }) => kind !== 'absent' && kind !== 'unknown',
  );
  return address && connection(POSTGRES, address);
}

/** The connection that a call sets up; undefined for other calls. */
export function databaseConnection(call: CallFact): Connection | undefined {
  return readerOf(call.callee)?.(call);
}

const readerOf = byCallee(CLIENTS);

export const DATABASE_MODULES =
  /['"](?:pg|pg-pool|pg-promise|pg-boss|slonik|postgres|mysql2?|mysql2\/promise|mariadb|mssql|tedious|mongodb|mongoose|redis|ioredis|bullmq?|cassandra-driver|odbc|ibm_db|msnodesqlv8|typeorm|sequelize(?:-typescript)?|knex|drizzle-(?:orm|kit)|connect-(?:mongo|pg-simple)|express-mysql-session|graphile-worker|@nestjs\/(?:typeorm|sequelize|mongoose|bull(?:mq)?)|@mikro-orm|@prisma|@redis\/client)\b/;
