/** Calls that send a request over HTTP, and where they expect the address. From the libraries' own signatures. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';

/** Methods of clients that send a request with the address as first argument. */
const VERB = '(?:get|post|put|patch|delete|head|options|request|query|del|stream|fetch)';
const CLIENTS: readonly RegExp[] = [
  /^global#fetch$/,
  /^@angular\/common\/http#HttpClient\(\)\.(?:get|post|put|patch|delete|head|options|request)$/,
  new RegExp(
    `^axios#(?:default|${VERB}|create\\(\\)|create\\(\\)\\.${VERB}|Axios\\(\\)\\.${VERB}|AxiosInstance\\(\\)\\.${VERB})$`,
  ),
  new RegExp(`^@nestjs/axios#HttpService\\(\\)\\.(?:axiosRef\\.)?${VERB}$`),
  new RegExp(
    `^(?:got|ky|needle|superagent|request|request-promise|request-promise-native|bent|wretch|ofetch|phin)#(?:default|got|ky|${VERB}|extend\\(\\)|extend\\(\\)\\.${VERB}|create\\(\\)|create\\(\\)\\.${VERB}|defaults\\(\\)\\.${VERB}|agent\\(\\)\\.${VERB})$`,
  ),
  /^(?:node-fetch|cross-fetch|isomorphic-fetch|undici|make-fetch-happen)#(?:default|fetch|request|stream)$/,
  /^node:https?#(?:get|request)$/,
  /^soap#(?:createClient|createClientAsync)$/,
  /^strong-soap#soap\.createClient$/,
];

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
  if (!CLIENTS.some((client) => client.test(call.callee))) return undefined;
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
