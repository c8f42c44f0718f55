/** Clients of storage, caches and engines whose switch for encryption has a name of its own. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { KnownValue, Value } from '../../server/model/value.ts';
import { hostsIn, rangeOf, type Setup, type SetupRow } from './cleartext-setups.ts';

export const CLOUD: readonly SetupRow[] = [
  { callee: /^dockerode#default$/, judge: docker },
  { callee: /^(?:memcached|memcache-plus|memcached-promisify)#default$/, judge: memcached },
  { callee: /^memjs#(?:default\.)?Client\.create$/, judge: memcached },
  { callee: /^@aws-sdk\/client-[\w-]+#\w+Client$/, judge: cloudOfAmazon('tls') },
  { callee: /^aws-sdk(?:\/[\w/-]+)?#(?:default\.)?(?:[A-Z]\w+|config\.update)$/, judge: cloudOfAmazon('sslEnabled') },
  {
    callee: /^@azure\/[\w-]+#\w+Client(?:\.from(?:ConnectionString|EnvironmentVariables))?$/,
    judge: (_, call) => cloudOfMicrosoft(call),
  },
];

/** With a host the engine is asked over HTTP unless a certificate of the client or the protocol says otherwise. */
function docker(options: Value): Setup | undefined {
  if (options.kind !== 'record' || options.open || !options.entries.has('host')) return undefined;
  const protocol = entryOf(options, 'protocol');
  const setup = { protocol: 'Docker', hosts: [entryOf(options, 'host')], option: "protocol: 'https'", password: true };
  if (isAlways(protocol, 'http')) return { ...setup, problem: 'off', name: "protocol: 'http'", ...rangeOf(protocol) };
  const isEncrypted = ['ca', 'cert', 'key'].every((name) => options.entries.has(name));
  return protocol.kind === 'absent' && !isEncrypted ? { ...setup, problem: 'missing' } : undefined;
}

/** Has no encryption at all. */
function memcached(servers: Value): Setup | undefined {
  const hosts = hostsIn(servers).filter(({ kind }) => kind === 'known' || kind === 'environment');
  return hosts.length === 0 ? undefined : { protocol: 'Memcached', hosts, option: 'stunnel', problem: 'missing' };
}

/** Encrypts unless it is told not to; an address beside the switch decides for itself. */
function cloudOfAmazon(name: string): (options: Value) => Setup | undefined {
  return (options) => {
    const value = entryOf(options, name);
    if (!isAlways(value, false) || value.kind !== 'known' || entryOf(options, 'endpoint').kind !== 'absent')
      return undefined;
    return switchedOff('AWS', 'amazonaws.com', `${name}: true`, `${name}: false`, value);
  };
}

function cloudOfMicrosoft({ arguments: given }: CallFact): Setup | undefined {
  for (const value of given) {
    const allowed = entryOf(value, 'allowInsecureConnection');
    if (value.kind === 'record' && isAlways(allowed, true) && allowed.kind === 'known')
      return switchedOff('Azure', 'azure.com', 'https', 'allowInsecureConnection: true', allowed);
    if (value.kind !== 'known' || !/(?:^|;)DefaultEndpointsProtocol=http(?:;|$)/i.test(String(value.value))) continue;
    const account = /(?:^|;)AccountName=([^;]{1,60})/i.exec(String(value.value))?.[1] ?? '';
    // The emulator on a developer's machine.
    if (account === 'devstoreaccount1' || /Endpoint=http:\/\/(?:localhost|127\.)/i.test(String(value.value))) continue;
    const name = 'DefaultEndpointsProtocol=http';
    return switchedOff('Azure', `${account}.core.windows.net`, 'DefaultEndpointsProtocol=https', name, value);
  }
  return undefined;
}

function switchedOff(protocol: string, host: string, option: string, name: string, value: KnownValue): Setup {
  const hosts = [{ kind: 'known' as const, value: host, range: value.range }];
  return { protocol, hosts, option, problem: 'off', name, range: value.range };
}
