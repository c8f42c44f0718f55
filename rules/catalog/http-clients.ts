/** Calls that send a request over HTTP, and where they expect the address. From the libraries' own signatures. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { isCalled } from './by-callee.ts';

const CLIENTS: readonly RegExp[] = [
  /^global#fetch$/,
  /^@angular\/common\/http#HttpClient\(\)\.(?:get|post|put|patch|delete|head|options|request)$/,
  /^axios#(?:default|create\(\)|(?:(?:create|Axios|AxiosInstance)\(\)\.)?(?:get|post|put|patch|delete|head|options|request|query|del|stream|fetch))$/,
  /^@nestjs\/axios#HttpService\(\)\.(?:axiosRef\.)?(?:get|post|put|patch|delete|head|options|request|query|del|stream|fetch)$/,
  /^(?:got|ky|needle|superagent|request|request-promise|request-promise-native|bent|wretch|ofetch|phin)#(?:default|got|ky|ofetch|(?:extend|create)\(\)|(?:(?:extend|create|defaults|agent)\(\)\.)?(?:get|post|put|patch|delete|head|options|request|query|del|stream|fetch))$/,
  /^(?:node-fetch|cross-fetch|isomorphic-fetch|undici|make-fetch-happen)#(?:default|fetch|request|stream)$/,
  /^node:https?#(?:get|request)$/,
  /^node:http2#connect$/,
  /^undici#(?:Client|Pool)$/,
  /^global#(?:\$fetch|useFetch|jQuery\.(?:ajax|get|post|getJSON)|\$\.(?:ajax|get|post|getJSON)|XMLHttpRequest\(\)\.open)$/,
  /^jquery#(?:default\.)?(?:ajax|get|post|getJSON)$/,
  /^graphql-request#(?:request|rawRequest|default|GraphQLClient)$/,
  /^@apollo\/client(?:\/\w+)?#(?:HttpLink|createHttpLink|ApolloClient)$/,
  /^soap#(?:createClient|createClientAsync)$/,
  /^strong-soap#soap\.createClient$/,
];

const isClient = isCalled(CLIENTS);

/** Calls with the method before the address, always or where the first argument is one. */
const FURTHER_BACK = /^global#XMLHttpRequest\(\)\.open$/;
const MAYBE_FURTHER_BACK = /^(?:superagent|needle)#default$/;
const METHOD = /^(?:get|head|options|post|put|patch|delete|del)$/i;

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
  if (!isClient(call.callee)) return undefined;
  const [method] = call.arguments;
  const isBehind =
    FURTHER_BACK.test(call.callee) ||
    (MAYBE_FURTHER_BACK.test(call.callee) && method?.kind === 'known' && METHOD.test(String(method.value)));
  const first = call.arguments[isBehind ? 1 : 0];
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
