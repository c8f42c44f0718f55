/** What a NestJS project loads into its `ConfigService`, so that a look-up by key is seen together with its default. */
import { REGISTER_CONFIGURATION } from '../model/configuration-values.ts';
import type { CallFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { EnvironmentValue, FunctionValue, Value } from '../model/value.ts';
import { either, memberOf, relocate } from '../model/values.ts';
import { foreign } from './foreign.ts';

const LOAD = '@nestjs/config#ConfigModule.forRoot';

/** What stands under a key, by the file that loads it. */
interface Loaded {
  readonly path: string;
  readonly value: Value;
}

/** By the first part of the key. */
export type LoadedConfiguration = ReadonlyMap<string, readonly Loaded[]>;

export function loadsConfiguration(file: FileFacts): boolean {
  return factsOfKind(file, 'call').some(({ callee }) => callee === REGISTER_CONFIGURATION || callee === LOAD);
}

export function readConfiguration(files: readonly FileFacts[]): LoadedConfiguration {
  const loaded = new Map<string, Loaded[]>();
  const add = (key: string, value: Value, path: string): void => {
    const entry = { path, value: foreign(value, path) };
    const known = loaded.get(key);
    if (known) known.push(entry);
    else loaded.set(key, [entry]);
  };
  const calls = files.flatMap((file) => (file.kind === 'main' ? factsOfKind(file, 'call') : []));
  const named = new Set<string>();
  for (const {
    callee,
    arguments: [key, factory],
    path,
  } of calls) {
    if (callee !== REGISTER_CONFIGURATION || key?.kind !== 'known' || factory?.kind !== 'function') continue;
    named.add(placeOf(factory, path));
    add(String(key.value), factory.returns, path);
  }
  for (const call of calls) if (call.callee === LOAD) readModule(call, named, add);
  return loaded;
}

/** `ConfigModule.forRoot({ load: [configuration], validationSchema: Joi.object({ … }) })` */
function readModule(
  { arguments: [options], path }: CallFact,
  named: ReadonlySet<string>,
  add: (key: string, value: Value, path: string) => void,
): void {
  if (options?.kind !== 'record') return;
  const load = options.entries.get('load');
  for (const factory of load?.kind === 'list' ? load.items : []) {
    // Those with a name of their own are there already.
    if (factory.kind !== 'function' || named.has(placeOf(factory, path))) continue;
    for (const [key, value] of factory.returns.kind === 'record' ? factory.returns.entries : []) add(key, value, path);
  }
  const schema = options.entries.get('validationSchema');
  const entries = schema?.kind === 'call' ? schema.arguments[0] : schema;
  for (const [name, entry] of entries?.kind === 'record' ? entries.entries : []) {
    if (entry.kind === 'environment' && entry.name === '') add(name, { ...entry, name }, path);
  }
}

function placeOf({ range, origin }: FunctionValue, path: string): string {
  return origin ? `${origin.path}:${String(origin.range.start)}` : `${range.path ?? path}:${String(range.start)}`;
}

/** What a look-up by key gives, seen from a file; the look-up itself where nothing is loaded under the key. */
export function loadedValue(look: EnvironmentValue, configuration: LoadedConfiguration, from: string): Value {
  const [first = '', ...rest] = look.name.split('.');
  const found = nearestTo(configuration.get(first) ?? [], from).map(({ value, path }) =>
    rest.reduce<Value>((current, name) => memberOf(current, name, look.range, path), value),
  );
  if (found.length === 0 || found.some(({ kind }) => kind === 'unknown')) return look;
  const value = withFallback(either(found, look.range), look.fallback);
  return value.kind === 'absent' ? value : relocate(value, look.range, '');
}

function withFallback(value: Value, fallback: Value): Value {
  if (value.kind === 'absent') return fallback;
  if (fallback.kind === 'absent' || value.kind !== 'environment') return value;
  return value.fallback.kind === 'absent' ? { ...value, fallback } : value;
}

/** A repository may hold several applications: those count that share the most folders with the file that asks. */
function nearestTo(loaded: readonly Loaded[], from: string): readonly Loaded[] {
  const shared = loaded.map(({ path }) => sharedFolders(path, from));
  const most = Math.max(...shared);
  return loaded.filter((_, index) => shared[index] === most);
}

function sharedFolders(one: string, other: string): number {
  const folders = other.split('/').slice(0, -1);
  const own = one.split('/').slice(0, -1);
  const differs = own.findIndex((folder, index) => folder !== folders[index]);
  return differs === -1 ? own.length : differs;
}
