/** Clients of Redis and what is built on them: queues, caches, modules of NestJS. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import {
  argument,
  connection,
  given,
  plain,
  switchIn,
  within,
  type Connection,
  type Reader,
} from './database-connection.ts';
import { DRIVERS, IOREDIS } from './database-drivers.ts';

/** API names and how their arguments are read. From the libraries' own signatures. */
export const CACHES: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:redis|@redis\/client)#createClient$/, plain('redis')],
  [/^(?:redis|@redis\/client)#createCluster$/, (call) => clusterOfRedis(call, 'rootNodes', 'defaults', false)],
  [
    /^(?:redis|@redis\/client)#createSentinel$/,
    (call) => clusterOfRedis(call, 'sentinelRootNodes', 'nodeClientOptions', true),
  ],
  [/^ioredis#(?:default|Redis)$/, ioredis],
  [/^ioredis#(?:default\.|Redis\.)?Cluster$/, cluster],
  [/^cache-manager-ioredis(?:-yet)?#(?:redisStore|default|create)$/, plain('ioredis')],
  [/^cache-manager-redis(?:-yet|-store)#redisStore$/, plain('redis')],
  [/^@nestjs\/(?:cache-manager|common)#CacheModule\.register(?:Async)?$/, cacheModule],
  [
    /^bullmq#(?:Queue|FlowProducer|QueueEvents)$/,
    (call) => within('ioredis', 'connection', call.callee.endsWith('FlowProducer') ? 0 : 1)(call),
  ],
  [/^@keyv\/redis#(?:default|KeyvRedis|createKeyv)$/, plain('redis')],
  [/^@liaoliaots\/nestjs-redis#RedisModule\.forRoot(?:Async)?$/, (call) => firstOf(entryOf(given(call), 'config'))],
  [
    /^@nestjs-modules\/ioredis#RedisModule\.forRoot(?:Async)?$/,
    (call) => connection(IOREDIS, withOptions(given(call))),
  ],
  [/^bullmq#Worker$/, within('ioredis', 'connection', 2)],
  [/^bull#default$/, within('ioredis', 'redis', 1)],
  [
    /^@nestjs\/bullmq#BullModule\.(?:forRoot|registerQueue)(?:Async)?$/,
    (call) => connection(IOREDIS, entryOf(given(call), 'connection')),
  ],
  [
    /^@nestjs\/bull#BullModule\.(?:forRoot|registerQueue)(?:Async)?$/,
    (call) => connection(IOREDIS, entryOf(given(call), 'redis')),
  ],
];

/** One client or several; the first one stands for all. */
function firstOf(clients: Value): Connection | undefined {
  return connection(IOREDIS, clients.kind === 'list' ? (clients.items[0] ?? ABSENT) : clients);
}

/** `{ type: 'single', url, options }`: what the client is told stands one step below. */
function withOptions(value: Value): Value {
  const options = entryOf(value, 'options');
  if (value.kind !== 'record' || options.kind === 'absent') return value;
  if (options.kind !== 'record') return { ...value, open: true };
  return {
    ...value,
    open: value.open || options.open,
    entries: new Map([...value.entries, ...options.entries]),
  };
}

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
  return sentinels(port ?? ABSENT) ?? connection(IOREDIS, port ?? ABSENT, host ?? ABSENT);
}

/** `new Redis({ sentinels: [{ host, port }, …], name })`; the first one stands for all. */
function sentinels(options: Value): Connection | undefined {
  const nodes = entryOf(options, 'sentinels');
  const [node] = nodes.kind === 'list' ? nodes.items : [];
  if (!node || options.kind !== 'record') return undefined;
  const driver = { ...IOREDIS, switches: [['tls'], ['sentinelTLS']] };
  return {
    driver,
    host: entryOf(node, 'host'),
    address: ABSENT,
    tls: switchIn(driver, options),
    closed: !options.open,
  };
}

/** Nodes with options that hold for all of them; the first one stands for all. */
function clusterOfRedis(call: CallFact, nodes: string, options: string, isBare: boolean): Connection | undefined {
  const list = entryOf(argument(call, 0), nodes);
  const [node] = list.kind === 'list' ? list.items : [];
  const defaults = entryOf(argument(call, 0), options);
  if (!node || defaults.kind === 'unknown') return undefined;
  const own = switchIn(DRIVERS.redis, node);
  const host = isBare ? entryOf(node, 'host') : entryOf(node, 'socket', 'host');
  return {
    driver: DRIVERS.redis,
    host,
    address: ABSENT,
    tls: own.kind === 'absent' || own.kind === 'unknown' ? switchIn(DRIVERS.redis, defaults) : own,
    closed: defaults.kind !== 'record' || !defaults.open,
  };
}

/** Older caches of NestJS hand host and port on to the store. */
function cacheModule(call: CallFact): Connection | undefined {
  const options = given(call);
  const store = entryOf(options, 'store');
  const isRedis = store.kind === 'reference' && store.module.includes('redis');
  return isRedis ? connection(IOREDIS, options) : undefined;
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
