/** Small questions about settings and switches of databases. */
import { literalPlace } from '../../server/model/ask.ts';
import type { SettingFact } from '../../server/model/facts.ts';
import type { Confidence } from '../../server/model/finding.ts';
import type { Value } from '../../server/model/value.ts';
import { hostKind, UNSEEN } from './hosts.ts';

export function placeKey(value: Value, path: string): string {
  const place = literalPlace(value);
  return `${place.path ?? path}:${String(place.start)}`;
}

/** Read from the environment, or put together from it. */
export function isFromOutside(value: Value): boolean {
  return value.kind === 'environment' || (value.kind === 'either' && value.options.some(isFromOutside));
}

export function lower(one: Confidence, other: Confidence): Confidence {
  const order: readonly Confidence[] = ['high', 'medium', 'low'];
  return order[Math.max(order.indexOf(one), order.indexOf(other))] ?? 'low';
}

/** Hosts and addresses of the same connection: beside it in the same record, or under the same prefix. */
export function hostsBeside(fact: SettingFact, all: readonly SettingFact[]): readonly SettingFact[] {
  const parent = fact.key.slice(0, -1).join('\n');
  const prefix = /^([A-Z\d]+)_/.exec(fact.key.at(-1) ?? '')?.[1];
  return all.filter(({ key }) => {
    const name = key.at(-1) ?? '';
    if (key.slice(0, -1).join('\n') !== parent) return false;
    return prefix === undefined
      ? /^(?:host|hostname|server|url)$/.test(name)
      : /(?:HOST|SERVER|URL|URI)$/.test(name) && name.startsWith(prefix);
  });
}

export function hasDialect(fact: SettingFact, all: readonly SettingFact[]): boolean {
  const parent = fact.key.slice(0, -1).join('\n');
  return all.some(
    ({ key }) => key.slice(0, -1).join('\n') === parent && /^(?:dialect|database|datenbank|db)$/.test(key.at(-1) ?? ''),
  );
}

/** The host that counts, and how sure it is somebody else's. */
export interface Host {
  readonly name: string;
  readonly confidence: Confidence;
}

/** Undefined where the host is the own machine or a neighbour. */
export function ratedHost(name: string, isFallback: boolean): Host | undefined {
  switch (hostKind(name)) {
    case 'other':
      return { name, confidence: isFallback ? 'medium' : 'high' };
    case 'inside':
      return { name, confidence: 'low' };
    case 'open':
      return { name: UNSEEN, confidence: 'medium' };
    default:
      return undefined;
  }
}
