/** How the arguments of a call are read as the connection to a database. */
import { entryOf } from '../../server/model/ask.ts';
import type { CallFact } from '../../server/model/facts.ts';
import { ABSENT, type Value } from '../../server/model/value.ts';
import { DRIVERS, type Driver, type DriverName } from './database-drivers.ts';

/** A connection as a call sets it up. */
export interface Connection {
  readonly driver: Driver;
  /** Host, or list of hosts; absent where only an address is given. */
  readonly host: Value;
  /** Connection string, absent where there is none. */
  readonly address: Value;
  /** The switch; absent where it is not written. */
  readonly tls: Value;
  /** A switch of the same name at a place where it is not read. */
  readonly ineffective?: Value;
  /** Both options and address are known, so that absence counts. */
  readonly closed: boolean;
}

const HOSTS = ['host', 'server', 'hostname', 'contactPoints', 'hosts'];
const ADDRESSES = ['connectionString', 'url', 'uri', 'clientUrl', 'mongoUrl', 'conString', 'connectString'];

/** Reads the options of a driver; a text in their place is the address. */
export function connection(driver: Driver, options: Value, more: Value = ABSENT): Connection | undefined {
  if (options.kind === 'either') {
    // One of several records: each has to be judged alone, the first that is a record stands for them.
    const record = options.options.find(({ kind }) => kind === 'record');
    if (record && options.options.every(({ kind }) => kind === 'record' || kind === 'absent'))
      return connection(driver, record, more);
  }
  if (options.kind !== 'record') {
    if (options.kind === 'absent') return undefined;
    const tls = switchIn(driver, more);
    return {
      driver,
      host: ABSENT,
      address: options,
      tls,
      closed: more.kind === 'absent' || (more.kind === 'record' && !more.open),
    };
  }
  const nested = options.entries.get('socket');
  const host = first(options, HOSTS) ?? (nested?.kind === 'record' ? (nested.entries.get('host') ?? ABSENT) : ABSENT);
  if (options.entries.has('socketPath') || options.entries.has('path')) return undefined;
  return {
    driver,
    host,
    address: first(options, ADDRESSES) ?? ABSENT,
    tls: switchIn(driver, options),
    closed: !options.open,
  };
}

function first(options: Value, names: readonly string[]): Value | undefined {
  return options.kind === 'record'
    ? names.map((name) => options.entries.get(name)).find((value) => value !== undefined)
    : undefined;
}

export function switchIn(driver: Driver, options: Value): Value {
  for (const way of driver.switches) {
    const value = entryOf(options, ...way);
    if (value.kind !== 'absent') return value;
  }
  return ABSENT;
}

export type Reader = (call: CallFact) => Connection | undefined;
export const argument = (call: CallFact, index: number): Value => call.arguments[index] ?? ABSENT;
export const plain =
  (name: DriverName, index = 0): Reader =>
  (call) =>
    connection(DRIVERS[name], argument(call, index), argument(call, index + 1));
/** The driver's options at an entry of the argument, or the argument itself. */
export const within =
  (name: DriverName, entry: string, index = 0): Reader =>
  (call) => {
    const inner = entryOf(argument(call, index), entry);
    return inner.kind === 'absent' || inner.kind === 'unknown' ? undefined : connection(DRIVERS[name], inner);
  };
/** What a module of NestJS is given, or what its factory returns. */
export const given = (call: CallFact): Value => {
  const factory = entryOf(argument(call, 0), 'useFactory');
  return factory.kind === 'function' ? factory.returns : argument(call, 0);
};
/** The options stand last, behind a name. */
export const lastOf = (name: DriverName, call: CallFact): Connection | undefined =>
  connection(DRIVERS[name], call.arguments.at(-1) ?? ABSENT);
