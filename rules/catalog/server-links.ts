/** Servers that hand everything on to others without encryption, as their own files say: Mosquitto, Redis, HAProxy. */
import type { SettingFact } from '../../server/model/facts.ts';
import type { FactsView } from '../../server/model/rule.ts';
import type { KnownValue } from '../../server/model/value.ts';
import type { Setup } from './cleartext-setups.ts';
import { blocksOf, textOf } from './server-listeners.ts';
import { cleartextServers } from './web-servers.ts';

const ENCRYPTING_BRIDGE = /^bridge_(?:cafile|capath|certfile|psk|tls_use_os_certs)$/;

export interface UnencryptedLink extends Pick<Setup, 'protocol' | 'hosts' | 'option' | 'range'> {
  readonly fact: SettingFact;
}

/** Servers that pass everything on to another one without encryption. */
export function unencryptedLinks(file: FactsView): readonly UnencryptedLink[] {
  const bridges = blocksOf(file)
    .filter(
      ([head, ...rest]) =>
        head?.key.at(-1) === 'connection' && !rest.some(({ key }) => ENCRYPTING_BRIDGE.test(key.at(-1) ?? '')),
    )
    .flatMap((block) => block.filter(({ key }) => /^address(?:es)?$/.test(key.at(-1) ?? '')))
    .map((fact): UnencryptedLink => linkOf(fact, 'MQTT', 'bridge_cafile'));
  const redis = file.facts('setting').filter(({ document }) => document === 'redis');
  const isEncrypted = redis.some((fact) => fact.key.at(-1) === 'tls-replication' && textOf(fact) === 'yes');
  const replicas = isEncrypted ? [] : redis.filter(({ key }) => /^(?:replicaof|slaveof)$/.test(key.at(-1) ?? ''));
  const servers = cleartextServers(file).map((fact) => linkOf(fact, 'HTTP', 'ssl verify required ca-file …'));
  return [...bridges, ...replicas.map((fact) => linkOf(fact, 'Redis', 'tls-replication yes')), ...servers];
}

function linkOf(fact: SettingFact, protocol: string, option: string): UnencryptedLink {
  const { value, keyRange } = fact;
  const hosts: KnownValue[] = textOf(fact)
    .split(/\s+/)
    .filter((host) => !/^\d+$/.test(host))
    .map((host) => ({ kind: 'known', value: host, range: value.range ?? keyRange }));
  return { fact, protocol, hosts, option, range: value.range ?? keyRange };
}
