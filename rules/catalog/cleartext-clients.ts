/** Clients and how each of them is told to encrypt. Options and defaults as in the libraries' own sources. */
import { entryOf, isAlways, isSometimes } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee, isCalled } from './by-callee.ts';

/** Entries that hold addresses, at any depth of the options of a client. */
export const ADDRESS_ENTRIES: ReadonlySet<string> = new Set([
  'url',
  'urls',
  'uri',
  'uris',
  'baseURL',
  'baseUrl',
  'prefixUrl',
  'prefix',
  'endpoint',
  'endPoint',
  'endpoints',
  'node',
  'nodes',
  'host',
  'hosts',
  'hostname',
  'server',
  'servers',
  'brokerURL',
  'brokers',
  'issuer',
  'authority',
  'domain',
  'auth-server-url',
  'authServerUrl',
  'serverUrl',
  'apiEndpoint',
  'address',
  'wsdl',
  'location',
  'discoveryUrl',
  'tokenURL',
  'authorizationURL',
  'userInfoURL',
  'jwksUri',
  'issuerBaseURL',
  'collectorEndpoint',
  'entryPoint',
  'logoutUrl',
  'options',
  'connection',
  'config',
  'wellKnown',
  'authorization',
  'token',
  'userinfo',
  'useFactory',
  '0',
  'provider',
  'serverOptions',
  'clusters',
  'transport',
  'rootNodes',
  'defaults',
  'socket',
  'target',
  'upstream',
]);

/** Constructors and connecting functions whose arguments hold addresses. HTTP requests are in `http-clients.ts`. */
const CONNECTING: readonly RegExp[] = [
  /^global#(?:WebSocket|EventSource)$/,
  /^(?:ws|isomorphic-ws|eventsource|reconnecting-websocket|partysocket)#(?:default|WebSocket|EventSource|\w*WebSocket)$/,
  /^socket\.io-client#(?:default|io|connect|Manager)$/,
  /^@microsoft\/signalr#HubConnectionBuilder\(\)\.withUrl$/,
  /^(?:ldapts|ldapjs|activedirectory2?|ldapauth-fork|passport-ldapauth|simple-ldap-search|ldap-authentication)#(?:default|Client|createClient|Strategy|authenticate|SimpleLDAP)$/,
  /^amqp(?:lib|lib\/callback_api|-connection-manager)#connect$/,
  /^(?:rhea|rhea-promise|rascal)#(?:default\.)?(?:\w+\.)*(?:connect|create|createAsPromised)$/,
  /^(?:mqtt|async-mqtt)#(?:default|connect|connectAsync)$/,
  /^(?:nats|nats\.ws|@nats-io\/transport-node)#connect$/,
  /^(?:redis|@redis\/client)#create(?:Client|Cluster|Sentinel)$/,
  /^ioredis#(?:default|Redis|Cluster|Redis\.Cluster)$/,
  /^@stomp\/(?:stompjs|rx-stomp)#(?:Client|RxStomp\(\)\.configure|Stomp\.client)$/,
  /^(?:nodemailer)#createTransport$/,
  /^(?:basic-ftp)#Client\(\)\.access$/,
  /^(?:soap|strong-soap)#(?:soap\.)?createClient(?:Async)?$/,
  /^(?:@elastic\/elasticsearch|@opensearch-project\/opensearch)#Client$/,
  /^(?:nano|node-vault|pouchdb|keycloak-js|keycloak-connect|meilisearch|typesense|got-scraping|graphql-request|@keycloak\/keycloak-admin-client|@qdrant\/js-client-rest)#(?:default|MeiliSearch|GraphQLClient|request|KcAdminClient|KeycloakAdminClient|Client|QdrantClient)$/,
  /^(?:@apollo\/client(?:\/core|\/link\/http)?|apollo-link-http|@urql\/core|urql)#(?:ApolloClient|HttpLink|createHttpLink|Client|createClient)$/,
  /^@aws-sdk\/client-[\w-]+#\w+Client$/,
  /^@google-cloud\/storage#Storage$/,
  /^@azure\/storage-blob#(?:BlobServiceClient|BlobServiceClient\.fromConnectionString)$/,
  /^neo4j-driver#(?:default\.)?driver$/,
  /^couchbase#connect$/,
  /^@opentelemetry\/exporter-[\w-]+#OTLP\w+Exporter$/,
  /^openid-client#(?:discovery|Issuer|Issuer\.discover)$/,
  /^oidc-client(?:-ts)?#(?:UserManager|OidcClient)$/,
  /^(?:passport-[\w-]+|@node-saml\/[\w-]+)#(?:default|\w*Strategy|SAML)$/,
  /^@nestjs\/microservices#(?:ClientsModule\.register(?:Async)?|ClientProxyFactory\.create)$/,
  /^@nestjs\/(?:axios|terminus)#(?:HttpModule\.register(?:Async)?|HttpHealthIndicator\(\)\.pingCheck)$/,
  /^@golevelup\/nestjs-rabbitmq#RabbitMQModule\.forRoot(?:Async)?$/,
  /^node:http2#connect$/,
  /^@connectrpc\/connect-(?:node|web)#create\w+Transport$/,
  /^(?:axios|got|ky|ofetch|wretch)#(?:default\.|ofetch\.)?(?:create|extend)$/,
  /^(?:http-proxy-middleware|express-http-proxy|fast-proxy|@fastify\/http-proxy|@fastify\/reply-from|http-proxy)#(?:default|createProxyMiddleware|createProxyServer|createServer)$/,
];

/** A client as one call sets it up. */
export interface Setup {
  readonly protocol: string;
  /** Host, `host:port` or a list of such. */
  readonly hosts: readonly Value[];
  /** What has to be written for an encrypted connection. */
  readonly option: string;
  readonly problem: 'missing' | 'off' | 'strippable';
  /** Where the switch stands; absent where it is missing. */
  readonly range?: TextRange;
  /** Name of the switch, for `off`. */
  readonly name?: string;
  /** A password goes over the connection. */
  readonly password?: boolean;
}

type Judge = (options: Value, call: CallFact) => Setup | undefined;

/** The options of clients that are set up by host and switch; the first argument unless `index` says otherwise. */
const SETUPS: readonly { readonly callee: RegExp; readonly index?: number; readonly judge: Judge }[] = [
  { callee: /^nodemailer#createTransport$/, judge: mail },
  {
    callee: /^@nestjs-modules\/mailer#MailerModule\.forRoot$/,
    judge: (options) => mail(entryOf(options, 'transport')),
  },
  { callee: /^imapflow#ImapFlow$/, judge: imapFlow },
  { callee: /^(?:imap|node-imap)#default$/, judge: switched('IMAP', 'host', 'tls', 'tls: true', true) },
  { callee: /^basic-ftp#Client\(\)\.access$/, judge: switched('FTP', 'host', 'secure', 'secure: true', true) },
  {
    callee: /^(?:ftp|promise-ftp)#default\(\)\.connect$/,
    judge: switched('FTP', 'host', 'secure', 'secure: true', true),
  },
  { callee: /^(?:node-pop3|yapople)#(?:default|Client)$/, judge: switched('POP3', 'host', 'tls', 'tls: true', true) },
  { callee: /^node:net#(?:default\.)?(?:connect|createConnection|Socket\(\)\.connect)$/, judge: plainSocket },
  { callee: /^stompit#connect$/, judge: switched('STOMP', 'host', 'ssl', 'ssl: true', true) },
  { callee: /^minio#(?:Minio\.)?Client$/, judge: objectStorage },
  { callee: /^kafkajs#Kafka$/, judge: switched('Kafka', 'brokers', 'ssl', 'ssl: true', false) },
  {
    callee: /^(?:@confluentinc\/kafka-javascript#KafkaJS\.Kafka)$/,
    judge: (options, call) =>
      switched('Kafka', 'brokers', 'ssl', 'ssl: true', false)(entryOf(options, 'kafkaJS'), call),
  },
  { callee: /^amqplib(?:\/callback_api)?#connect$/, judge: schemed('AMQP', 'protocol', 'amqp', "protocol: 'amqps'") },
  { callee: /^mqtt#(?:default\.)?connect(?:Async)?$/, judge: schemed('MQTT', 'protocol', 'mqtt', "protocol: 'mqtts'") },
  { callee: /^node:http#(?:request|get)$/, judge: plainHttp },
  {
    callee: /^(?:telnet-client|telnet-stream)#.*\bconnect$/,
    judge: (options) => ({
      protocol: 'Telnet',
      hosts: [entryOf(options, 'host')],
      option: 'SSH',
      problem: 'missing',
      password: true,
    }),
  },
];

/** How a call sets up an unencrypted client; undefined where it encrypts or cannot be seen. */
export function cleartextSetup(call: CallFact): Setup | undefined {
  const setup = setupOf(call.callee);
  return setup ? setup.judge(call.arguments[setup.index ?? 0] ?? ABSENT, call) : insecureChannel(call);
}

const setupOf = byCallee(SETUPS.map((setup) => [setup.callee, setup] as const));

/** True for calls that certainly connect. */
export const connects = isCalled(CONNECTING);

/** A host and a switch beside it that is off unless it is written. */
function switched(protocol: string, host: string, name: string, option: string, password: boolean): Judge {
  return (options) => {
    if (options.kind !== 'record') return undefined;
    const value = entryOf(options, name);
    const setup = {
      protocol,
      hosts: hostsIn(entryOf(options, host)),
      option,
      password: password || options.entries.has('sasl'),
    };
    if (isAlways(value, false) || isAlways(value, null))
      return { ...setup, problem: 'off', name: `${name}: false`, ...rangeOf(value) };
    return value.kind === 'absent' ? { ...setup, problem: 'missing' } : undefined;
  };
}

/** A host and a protocol beside it that is unencrypted unless it is written. */
function schemed(protocol: string, name: string, clear: string, option: string): Judge {
  return (options) => {
    if (options.kind !== 'record') return undefined;
    const value = entryOf(options, name);
    const host = options.entries.get('hostname') ?? options.entries.get('host') ?? ABSENT;
    const setup = { protocol, hosts: hostsIn(host), option, password: options.entries.has('password') };
    if (isAlways(value, clear, 'tcp', 'ws'))
      return { ...setup, problem: 'off', name: `${name}: '${clear}'`, ...rangeOf(value) };
    // MQTT.js takes the encrypted scheme where a client certificate is given.
    return value.kind === 'absent' && !options.entries.has('cert') ? { ...setup, problem: 'missing' } : undefined;
  };
}

/** Nodemailer asks for STARTTLS only where the server offers it, unless `requireTLS` is set. */
function mail(options: Value): Setup | undefined {
  if (options.kind !== 'record') return undefined;
  const entry = (name: string): Value => entryOf(options, name);
  if (
    ['service', 'jsonTransport', 'streamTransport', 'sendmail', 'SES', 'url'].some((name) => options.entries.has(name))
  )
    return undefined;
  const setup = {
    protocol: 'SMTP',
    hosts: [entry('host')],
    option: 'requireTLS: true',
    password: options.entries.has('auth'),
  };
  if (isAlways(entry('requireTLS'), true) || isAlways(entry('secure'), true)) return undefined;
  const { kind } = entry('secure');
  for (const name of ['ignoreTLS', 'opportunisticTLS']) {
    if (isAlways(entry(name), true))
      return { ...setup, problem: 'off', name: `${name}: true`, ...rangeOf(entry(name)) };
  }
  if (entry('requireTLS').kind !== 'absent' && !isAlways(entry('requireTLS'), false)) return undefined;
  if (isSometimes(entry('port'), 465, '465', 1025, '1025')) return undefined;
  const isOff = kind === 'absent' || isAlways(entry('secure'), false);
  return isOff ? { ...setup, problem: 'strippable' } : undefined;
}

function imapFlow(options: Value): Setup | undefined {
  if (options.kind !== 'record') return undefined;
  const [secure, upgrade] = [entryOf(options, 'secure'), entryOf(options, 'doSTARTTLS')];
  const setup = { protocol: 'IMAP', hosts: [entryOf(options, 'host')], option: 'doSTARTTLS: true', password: true };
  if (isAlways(secure, true) || isAlways(upgrade, true) || isSometimes(entryOf(options, 'port'), 993)) return undefined;
  if (isAlways(upgrade, false)) return { ...setup, problem: 'off', name: 'doSTARTTLS: false', ...rangeOf(upgrade) };
  const isOpen = (value: Value): boolean => value.kind !== 'absent' && !isAlways(value, false);
  return isOpen(secure) || isOpen(upgrade) ? undefined : { ...setup, problem: 'strippable' };
}

/** MinIO's client encrypts unless it is told not to. */
function objectStorage(options: Value): Setup | undefined {
  const value = entryOf(options, 'useSSL');
  if (!isAlways(value, false)) return undefined;
  return {
    protocol: 'S3',
    hosts: [entryOf(options, 'endPoint')],
    option: 'useSSL: true',
    problem: 'off',
    name: 'useSSL: false',
    ...rangeOf(value),
    password: true,
  };
}

function plainHttp(options: Value): Setup | undefined {
  if (options.kind !== 'record' || options.entries.has('socketPath') || options.entries.has('agent')) return undefined;
  const host = options.entries.get('hostname') ?? options.entries.get('host');
  return host && { protocol: 'HTTP', hosts: [host], option: 'node:https', problem: 'missing' };
}

/** `net.connect({ host, port })` and `net.connect(port, host)`. */
function plainSocket(options: Value, call: CallFact): Setup | undefined {
  const host = options.kind === 'record' ? options.entries.get('host') : call.arguments[1];
  if (!host || host.kind === 'function') return undefined;
  return { protocol: 'TCP', hosts: [host], option: 'node:tls', problem: 'missing' };
}

/** `new Dienst('host:50051', credentials.createInsecure())`; the class is generated and can have any name. */
function insecureChannel(call: CallFact): Setup | undefined {
  const [host, credentials] = call.arguments;
  if (!call.isNew || !host || credentials?.kind !== 'call') return undefined;
  if (!/^@grpc\/grpc-js#(?:default\.)?(?:credentials|ChannelCredentials)\.createInsecure$/.test(credentials.callee))
    return undefined;
  return {
    protocol: 'gRPC',
    hosts: [host],
    option: 'credentials.createSsl()',
    problem: 'off',
    name: 'createInsecure()',
    range: credentials.range,
  };
}

function hostsIn(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

function rangeOf(value: Value): { range?: TextRange } {
  return value.range ? { range: value.range } : {};
}
