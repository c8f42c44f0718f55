/** Brokers of messages and the transports of NestJS: how each is told to encrypt, and what it does without. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { Value } from '../../server/model/value.ts';
import { hostsIn, rangeOf, schemed, switched, type Setup, type SetupRow } from './cleartext-setups.ts';

const kafka = switched('Kafka', 'brokers', 'ssl', 'ssl: true', false);
const stomp = switched('STOMP', 'host', 'ssl', 'ssl: true', true);

export const MESSAGING: readonly SetupRow[] = [
  { callee: /^stompit#connect$/, judge: stomp },
  { callee: /^stompit#(?:default\.)?ConnectFailover$/, judge: (servers) => eachOf(servers, stomp) },
  { callee: /^kafkajs#Kafka$/, judge: kafka },
  {
    callee: /^@confluentinc\/kafka-javascript#KafkaJS\.Kafka$/,
    judge: (options) => kafka(entryOf(options, 'kafkaJS')),
  },
  {
    callee:
      /^(?:node-rdkafka|@confluentinc\/kafka-javascript)#(?:default\.)?(?:Producer|HighLevelProducer|KafkaConsumer|AdminClient\.create|createReadStream|createWriteStream|Producer\.createWriteStream|KafkaConsumer\.createReadStream)$/,
    judge: librdkafka,
  },
  { callee: /^amqplib(?:\/callback_api)?#connect$/, judge: schemed('AMQP', 'protocol', 'amqp', "protocol: 'amqps'") },
  { callee: /^mqtt#(?:default\.)?connect(?:Async)?$/, judge: schemed('MQTT', 'protocol', 'mqtt', "protocol: 'mqtts'") },
  { callee: /^(?:nats|@nats-io\/transport-node)#connect$/, judge: nats },
  { callee: /^rhea(?:-promise)?#(?:default\.)?connect$/, judge: amqp10 },
  {
    callee: /^@nestjs\/microservices#(?:ClientsModule\.register(?:Async)?|ClientProxyFactory\.create|Client)$/,
    judge: nestClients,
  },
];

function eachOf(value: Value, judge: (options: Value) => Setup | undefined): readonly Setup[] {
  return hostsIn(value).flatMap((item) => judge(item) ?? []);
}

/** The keys of the library in C, which many clients hand on. */
function librdkafka(options: Value): Setup | undefined {
  if (options.kind !== 'record') return undefined;
  const brokers = options.entries.get('metadata.broker.list') ?? options.entries.get('bootstrap.servers');
  const protocol = entryOf(options, 'security.protocol');
  if (!brokers) return undefined;
  const first: Value =
    brokers.kind === 'known' ? { ...brokers, value: String(brokers.value).split(',')[0] ?? '' } : brokers;
  const setup = {
    protocol: 'Kafka',
    hosts: [first],
    option: "'security.protocol': 'ssl'",
    password: options.entries.has('sasl.password'),
  };
  if (isAlways(protocol, 'plaintext', 'sasl_plaintext', 'PLAINTEXT', 'SASL_PLAINTEXT'))
    return { ...setup, problem: 'off', name: 'security.protocol', ...rangeOf(protocol) };
  return protocol.kind === 'absent' ? { ...setup, problem: 'missing' } : undefined;
}

/** Encrypts where the server offers it, unless an object for `tls` demands it or the address says so. */
function nats(options: Value): Setup | undefined {
  if (options.kind !== 'record') return undefined;
  const tls = entryOf(options, 'tls');
  const hosts = hostsIn(entryOf(options, 'servers')).filter(
    (host) => host.kind !== 'known' || !String(host.value).includes('://'),
  );
  if (hosts.length === 0) return undefined;
  const setup = { protocol: 'NATS', hosts, option: 'tls: {}', into: options };
  if (isAlways(tls, null)) return { ...setup, problem: 'off', name: 'tls: null', ...rangeOf(tls) };
  return tls.kind === 'absent' ? { ...setup, problem: 'strippable' } : undefined;
}

function amqp10(options: Value): Setup | undefined {
  if (options.kind !== 'record' || !options.entries.has('host')) return undefined;
  const transport = entryOf(options, 'transport');
  const setup = {
    protocol: 'AMQP',
    hosts: [entryOf(options, 'host')],
    option: "transport: 'tls'",
    password: options.entries.has('password'),
  };
  if (isAlways(transport, 'tcp')) return { ...setup, problem: 'off', name: "transport: 'tcp'", ...rangeOf(transport) };
  return transport.kind === 'absent' ? { ...setup, problem: 'missing' } : undefined;
}

const TRANSPORTS: ReadonlyMap<string, (options: Value) => Setup | undefined> = new Map([
  ['TCP', switched('TCP', 'host', 'tlsOptions', 'tlsOptions: { ca }', false)],
  ['REDIS', switched('Redis', 'host', 'tls', 'tls: { ca }', false)],
  ['KAFKA', (options: Value): Setup | undefined => kafka(entryOf(options, 'client'))],
  ['GRPC', switched('gRPC', 'url', 'credentials', 'credentials: ChannelCredentials.createSsl()', false)],
  ['NATS', nats],
]);

/** One client, a list of them, or factories that give them. */
function nestClients(value: Value): readonly Setup[] {
  const clients = value.kind === 'record' && value.entries.has('clients') ? entryOf(value, 'clients') : value;
  return hostsIn(clients).flatMap((item) => {
    const factory = entryOf(item, 'useFactory');
    const client = factory.kind === 'function' ? factory.returns : item;
    const transport = entryOf(client, 'transport');
    const name = transport.kind === 'reference' ? transport.path.at(-1) : undefined;
    const found = TRANSPORTS.get(name ?? '')?.(entryOf(client, 'options'));
    // Several clients stand in one call; each is told by itself what to do.
    return found ? [{ ...rangeOf(transport), ...found }] : [];
  });
}
