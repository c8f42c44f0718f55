/** Calls that send a request over HTTP, and where they expect the address. From the libraries' own signatures. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type ApiName, type Value } from '../../server/model/value.ts';

/** Methods of clients that send a request with the address as first argument. */
const VERBS: ReadonlySet<string> = new Set([
  ...['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'],
  ...['query', 'del', 'stream', 'fetch'],
]);

/** Packages with a function per verb that also make clients with options of their own. */
const PACKAGES = [
  ...['got', 'ky', 'needle', 'superagent', 'bent', 'wretch', 'ofetch', 'phin'],
  ...['request', 'request-promise', 'request-promise-native'],
];

/** What has the verbs as its functions or methods. */
const CLIENTS: ReadonlySet<string> = new Set([
  '@angular/common/http#HttpClient()',
  ...['axios', 'axios#create()', 'axios#Axios()', 'axios#AxiosInstance()'],
  ...['@nestjs/axios#HttpService()', '@nestjs/axios#HttpService().axiosRef'],
  ...PACKAGES.flatMap((name) => [
    name,
    ...['extend()', 'create()', 'defaults()', 'agent()'].map((made) => `${name}#${made}`),
  ]),
]);

/** What sends when it is called itself. */
const SENDERS: ReadonlySet<string> = new Set([
  'global#fetch',
  ...['axios#default', 'axios#create()'],
  ...PACKAGES.flatMap((name) => ['default', 'got', 'ky', 'extend()', 'create()'].map((sender) => `${name}#${sender}`)),
  ...['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'undici', 'make-fetch-happen'].flatMap((name) =>
    ['default', 'fetch', 'request', 'stream'].map((sender) => `${name}#${sender}`),
  ),
  ...['node:http#get', 'node:http#request', 'node:https#get', 'node:https#request'],
  ...['soap#createClient', 'soap#createClientAsync', 'strong-soap#soap.createClient'],
]);

function isSending(callee: ApiName): boolean {
  const end = Math.max(callee.lastIndexOf('#'), callee.lastIndexOf('.'));
  return SENDERS.has(callee) || (VERBS.has(callee.slice(end + 1)) && CLIENTS.has(callee.slice(0, end)));
}

/** Entries that hold the base address of a client made earlier. */
const BASES = ['baseURL', 'prefixUrl', 'prefix', 'baseUrl', 'base'];
/** Entries that hold the address where options are the first argument. */
const ADDRESSES = ['url', 'uri', 'hostname', 'host', 'baseURL'];

export interface Request {
  /** The address of the call itself. */
  readonly address: Value;
  /** The base address of the client, absent where there is none. */
  readonly base: Value;
}

/** Address and base of a call that sends a request; undefined for other calls. */
export function requestOf(call: CallFact): Request | undefined {
  if (!isSending(call.callee)) return undefined;
  const [first] = call.arguments;
  if (!first) return undefined;
  const client = call.receiver.kind === 'call' ? call.receiver : call.target.kind === 'call' ? call.target : undefined;
  const base =
    BASES.map((name) => entryOf(client?.arguments[0] ?? ABSENT, name)).find(
      (value) => value.kind !== 'absent' && value.kind !== 'unknown',
    ) ?? ABSENT;
  if (first.kind !== 'record') return { address: first, base };
  const address = ADDRESSES.map((name) => first.entries.get(name)).find((value) => value !== undefined);
  return address && { address, base };
}
