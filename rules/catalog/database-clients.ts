/** Clients of databases: where each expects host, address and the switch for TLS, and what it does without. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee } from './by-callee.ts';
import { CACHES } from './database-caches.ts';
import {
  argument,
  connection,
  given,
  lastOf,
  plain,
  within,
  type Connection,
  type Reader,
} from './database-connection.ts';
import { DIALECTS, DRIVERS, MONGODB, POSTGRES, type Driver, type DriverName } from './database-drivers.ts';

function driverOf(value: Value): Driver | undefined {
  const name = value.kind === 'known' ? DIALECTS.get(String(value.value).toLowerCase()) : undefined;
  return name && DRIVERS[name];
}

function typeorm(given: Value): Connection | undefined {
  const driver = driverOf(entryOf(given, 'type'));
  if (!driver) return undefined;
  const master = entryOf(given, 'replication', 'master');
  const options: Value =
    given.kind === 'record' && master.kind === 'record'
      ? { ...given, entries: new Map([...given.entries, ...master.entries]) }
      : given;
  const extra = { ...driver, switches: [...driver.switches, ...driver.switches.map((way) => ['extra', ...way])] };
  return connection(extra, options);
}

function sequelize(call: CallFact): Connection | undefined {
  const options = [3, 1, 0].map((index) => argument(call, index)).find(({ kind }) => kind === 'record');
  const [address] = call.arguments;
  const isAddress = address !== undefined && address.kind !== 'record' && call.arguments.length <= 2;
  const dialect = entryOf(options ?? ABSENT, 'dialect');
  const scheme = isAddress && address.kind === 'known' ? /^(\w+):/.exec(String(address.value))?.[1] : undefined;
  const known = driverOf(dialect) ?? (scheme === undefined ? undefined : DRIVERS[DIALECTS.get(scheme) ?? 'oracle']);
  if (!known || known.name === 'oracledb') return undefined;
  // Its dialect `mysql` is mysql2.
  const driver = known === DRIVERS.mysql ? DRIVERS.mysql2 : known;
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
  const { safe: _, ...others } = driver;
  const unsafe = driver.name === 'oracledb' ? driver : others;
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

/** The old way names the kind of database, the new one imports its driver. */
function mikroOrmByType(call: CallFact): Connection | undefined {
  const type = entryOf(given(call), 'type');
  const driver = type.kind === 'known' ? DIALECTS.get(String(type.value)) : undefined;
  return driver && mikroOrm(driver)(call);
}

/** API names and how their arguments are read. From the libraries' own signatures. */
const CLIENTS: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:pg|pg-pool|pg-native)#(?:native\.)?(?:Pool|Client|default)$/, plain('pg')],
  [/^pg-promise#default\(\)$/, plain('pg')],
  [/^(?:pg-boss|slonik|pgtyped|@prisma\/adapter-pg|pg-listen)#(?:default|createPool|PrismaPg|PgBoss)$/, plain('pg')],
  [/^connect-pg-simple#/, within('pg', 'conObject')],
  [/^graphile-worker#run$/, plain('pg')],
  [/^postgres#default$/, plain('postgres')],
  [/^mysql#create(?:Connection|Pool)$/, plain('mysql')],
  [/^mysql2(?:\/promise)?#(?:default\.)?create(?:Connection|Pool)$/, plain('mysql2')],
  [/^mysql2?(?:\/promise)?#(?:default\.)?createPoolCluster\(\)\.add$/, (call) => lastOf('mysql', call)],
  [/^oracledb#(?:default\.)?(?:getConnection|createPool)$/, plain('oracle')],
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
  ...CACHES,
  [/^cassandra-driver#Client$/, plain('cassandra')],
  [/^typeorm#(?:DataSource|createConnection|Connection)$/, (call) => typeorm(argument(call, 0))],
  [/^@nestjs\/typeorm#TypeOrmModule\.forRoot(?:Async)?$/, (call) => typeorm(given(call))],
  [/^sequelize(?:-typescript)?#(?:default|Sequelize)$/, sequelize],
  [
    /^@nestjs\/sequelize#SequelizeModule\.forRoot(?:Async)?$/,
    (call) => sequelize({ ...call, arguments: [given(call)] }),
  ],
  [/^knex#(?:default|knex)$/, (call) => knex(argument(call, 0))],
  [/^nest(?:js-knex|-knexjs)#KnexModule\.forRoot(?:Async)?$/, (call) => knex(entryOf(given(call), 'config'))],
  [/^drizzle-orm\/(?:node-postgres|neon-serverless|vercel-postgres)#drizzle$/, drizzle('pg')],
  [/^drizzle-orm\/postgres-js#drizzle$/, drizzle('postgres')],
  [/^drizzle-orm\/mysql2#drizzle$/, drizzle('mysql2')],
  [/^drizzle-kit#defineConfig$/, within('pg', 'dbCredentials')],
  [/^@mikro-orm\/postgresql#MikroORM\.init(?:Sync)?$/, mikroOrm('pg')],
  [/^@mikro-orm\/(?:mysql|mariadb)#MikroORM\.init(?:Sync)?$/, mikroOrm('mysql')],
  [/^@mikro-orm\/(?:core|nestjs)#(?:MikroORM\.init(?:Sync)?|MikroOrmModule\.forRoot(?:Async)?)$/, mikroOrmByType],
  [/^@prisma\/client#PrismaClient$/, prisma],
];

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
  /['"](?:pg|pg-pool|pg-promise|pg-boss|slonik|postgres|mysql2?|mysql2\/promise|mariadb|mssql|tedious|mongodb|mongoose|redis|ioredis|bullmq?|cassandra-driver|odbc|ibm_db|msnodesqlv8|typeorm|sequelize(?:-typescript)?|knex|drizzle-(?:orm|kit)|connect-(?:mongo|pg-simple)|express-mysql-session|graphile-worker|@nestjs\/(?:typeorm|sequelize|mongoose|bull(?:mq)?)|@mikro-orm|@prisma|@redis\/client|@keyv\/redis|@liaoliaots\/nestjs-redis|@nestjs-modules\/ioredis|nestjs-knex|nest-knexjs)\b/;
