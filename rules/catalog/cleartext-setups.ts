/** What a call says about the encryption of the client that it sets up, and the usual ways to say it. */
import { entryOf, isAlways } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import type { TextRange } from '../../server/model/text-range.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';

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
  /** The record that the option belongs into, where it can be put in without more. */
  readonly into?: Value;
}

export type Judge = (options: Value, call: CallFact) => Setup | readonly Setup[] | undefined;

/** A client by its API name. The options are the first argument. */
export interface SetupRow {
  readonly callee: RegExp;
  readonly judge: Judge;
}

/** A host and a switch beside it that is off unless it is written. */
export function switched(
  protocol: string,
  host: string,
  name: string,
  option: string,
  password: boolean,
): (options: Value) => Setup | undefined {
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
export function schemed(protocol: string, name: string, clear: string, option: string): Judge {
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

export function hostsIn(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

export function rangeOf(value: Value): { range?: TextRange } {
  return value.range ? { range: value.range } : {};
}
