/** Clients and how each of them is told to encrypt. Options and defaults as in the libraries' own sources. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { byCallee, isCalled } from './by-callee.ts';
import { CLOUD } from './cleartext-cloud.ts';
import { imapFlow, mail, mailer } from './cleartext-mail.ts';
import { MESSAGING } from './cleartext-messaging.ts';
import { rangeOf, switched, type Setup, type SetupRow } from './cleartext-setups.ts';

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
  /^(?:soap|strong-soap)#(?:soap\.)?createClient(?:Async)?(?:\(\)\.setEndpoint)?$/,
  /^soap#Client\(\)\.setEndpoint$/,
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

/** The options of clients that are set up by host and switch, the first argument of the call. */
const SETUPS: readonly SetupRow[] = [
  { callee: /^nodemailer#createTransport$/, judge: mail },
  { callee: /^@nestjs-modules\/mailer#MailerModule\.forRoot(?:Async)?$/, judge: mailer },
  { callee: /^imapflow#ImapFlow$/, judge: imapFlow },
  { callee: /^(?:imap|node-imap)#default$/, judge: switched('IMAP', 'host', 'tls', 'tls: true', true) },
  { callee: /^basic-ftp#Client\(\)\.access$/, judge: switched('FTP', 'host', 'secure', 'secure: true', true) },
  { callee: /^basic-ftp#Client\(\)\.connect$/, judge: stepByStep },
  { callee: /^(?:ftp|promise-ftp)#(?:default|Client)\(\)\.connect$/, judge: oldFtp },
  { callee: /^(?:node-pop3|yapople)#(?:default|Client)$/, judge: switched('POP3', 'host', 'tls', 'tls: true', true) },
  { callee: /^node:net#(?:default\.)?(?:connect|createConnection|Socket\(\)\.connect)$/, judge: plainSocket },
  { callee: /^minio#(?:Minio\.)?Client$/, judge: objectStorage },
  {
    callee: /^nestjs-minio(?:-client)?#(?:Nest)?MinioModule\.(?:register|forRoot)(?:Async)?$/,
    judge: (options) => {
      const factory = entryOf(options, 'useFactory');
      return objectStorage(factory.kind === 'function' ? factory.returns : options);
    },
  },
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
  ...MESSAGING,
  ...CLOUD,
];

/** The unencrypted clients that a call sets up; none where it encrypts or cannot be seen. */
export function cleartextSetups(call: CallFact): readonly Setup[] {
  const setup = setupOf(call.callee);
  const found = setup ? setup.judge(call.arguments[0] ?? ABSENT, call) : insecureChannel(call);
  return found === undefined ? [] : 'protocol' in found ? [found] : found;
}

const setupOf = byCallee(SETUPS.map((setup) => [setup.callee, setup] as const));

/** True for calls that certainly connect. */
export const connects = isCalled(CONNECTING);

/** `control` encrypts the commands and sends the files in the clear. */
function oldFtp(options: Value): Setup | undefined {
  const secure = entryOf(options, 'secure');
  if (!isAlways(secure, 'control')) return switched('FTP', 'host', 'secure', 'secure: true', true)(options);
  const hosts = [entryOf(options, 'host')];
  return {
    protocol: 'FTP',
    hosts,
    option: 'secure: true',
    problem: 'off',
    name: "secure: 'control'",
    ...rangeOf(secure),
  };
}

/** `connect(host, port)` and `login` instead of `access`: encrypted only where `useTLS` is called between. */
function stepByStep(host: Value): Setup {
  return { protocol: 'FTP', hosts: [host], option: 'access({ secure: true })', problem: 'missing', password: true };
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

/** Options that encrypt whatever the scheme of the address says. */
const ENCRYPTING: readonly (readonly [RegExp, (options: Value) => boolean])[] = [
  [/^mqtt#/, (options) => isSet(options, 'cert') && isSet(options, 'key')],
  [/^(?:nats|@nats-io\/transport-node)#/, (options) => entryOf(options, 'tls').kind === 'record'],
  [
    /^ldapts#/,
    (options) => {
      const tls = entryOf(options, 'tlsOptions');
      return tls.kind === 'record' && tls.entries.size > 0;
    },
  ],
  [/^(?:ioredis|@keyv\/redis|bull|bullmq)#/, (options) => entryOf(options, 'tls').kind === 'record'],
  [/^(?:redis|@redis\/client)#/, (options) => isAlways(entryOf(options, 'socket', 'tls'), true)],
];
const encryptingOf = byCallee(ENCRYPTING);

/** True where an option of the call encrypts although the address does not ask for it. */
export function encryptsAnyway({ callee, arguments: given }: CallFact): boolean {
  const encrypts = encryptingOf(callee);
  return encrypts !== undefined && given.some(encrypts);
}

function isSet(options: Value, name: string): boolean {
  return options.kind === 'record' && options.entries.has(name);
}
