/** Small questions about settings and switches of databases. */
import { entryOf, isAlways, literalPlace } from '../../server/model/ask.ts';
import type { SettingFact } from '../../server/model/facts.ts';
import type { Confidence } from '../../server/model/finding.ts';
import type { Value } from '../../server/model/value.ts';
import type { Driver } from './database-drivers.ts';
import { DIALECT } from './database-settings.ts';
import { hostKind, UNSEEN } from './hosts.ts';

export function placeKey(value: Value, path: string): string {
  const place = literalPlace(value);
  return `${place.path ?? path}:${String(place.start)}`;
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

/** True where the switch encrypts, but nobody compares the name in the certificate. */
export function withoutIdentity({ identity }: Driver, tls: Value): boolean {
  if (identity === undefined || tls.kind !== 'record' || tls.open) return false;
  // Says worse, and has a rule of its own.
  if (tls.entries.has('checkServerIdentity') || isAlways(entryOf(tls, 'rejectUnauthorized'), false)) return false;
  const value = entryOf(tls, identity);
  return value.kind === 'absent' || isAlways(value, false);
}

/** The host of a connection that JSON describes without a switch for TLS. */
export function hostWithoutSwitch(fact: SettingFact, all: readonly SettingFact[]): SettingFact | undefined {
  const isDialect =
    DIALECT.test(fact.key.at(-1) ?? '') &&
    fact.value.kind === 'known' &&
    /^(?:postgres|postgresql|mysql2?|mariadb|pg)$/.test(String(fact.value.value));
  if (!isDialect || fact.format !== 'json') return undefined;
  const parent = fact.key.slice(0, -1);
  const below = all.filter(
    ({ key }) => key.length > parent.length && parent.every((name, index) => key[index] === name),
  );
  if (
    below.some(({ key }) =>
      key.slice(parent.length).some((name) => /^(?:ssl|tls|dialectOptions|extra|connectionString|url)$/.test(name)),
    )
  )
    return undefined;
  return below.find(({ key }) => key.at(-1) === 'host' && key.length <= parent.length + 2);
}
