/** What libraries read from the environment by a schema: names, and the defaults that the schema gives. */
import { apiNameOf } from './api-name.ts';
import type { TextRange } from './text-range.ts';
import { ABSENT, type ApiName, type RecordValue, type Value } from './value.ts';

/** Schemas of a whole environment: `z.object({ … })`. */
const OBJECT_SCHEMA =
  /^(?:zod(?:\/\w+)?#(?:\w+\.)?(?:object|strictObject|looseObject)|(?:joi|@hapi\/joi)#(?:\w+\.)?object(?:\(\)\.keys)?|yup#(?:\w+\.)?object(?:\(\)\.shape)?|valibot#(?:\w+\.)?object)$/;
const ENVIRONMENTS: ReadonlySet<string> = new Set([
  'global#process.env',
  'global#import.meta.env',
  'global#Bun.env',
  'node:process#env',
  'node:process#default.env',
  'dotenv#config().parsed',
]);
/** Steps in the making of a schema that leave its entries as they are. */
const PLAIN_STEPS: ReadonlySet<string> = new Set(
  'strict passthrough strip loose refine superRefine readonly describe brand catchall unknown options prefs required noUnknown'.split(
    ' ',
  ),
);
const T3 = /^@t3-oss\/env-\w+#createEnv$/;

/** `registerAs('database', () => ({ … }))` of NestJS. */
export const REGISTER_CONFIGURATION = '@nestjs/config#registerAs';

/** Readers of configuration: API name to the position of the default; the key comes first. */
const READERS: ReadonlyMap<string, number | undefined> = new Map([
  ['@nestjs/config#ConfigService().get', 1],
  ['@nestjs/config#ConfigService().getOrThrow', 1],
  ['global#Deno.env.get', undefined],
  ['env-var#get', undefined],
]);

export function isReader(name: ApiName): boolean {
  return READERS.has(name);
}

/** What a reader gives for a key: the variable of that name, or what a NestJS project loads under it. */
export function readBy(name: ApiName, args: readonly Value[], range: TextRange): Value {
  const [key] = args;
  if (key?.kind !== 'known' && key?.kind !== 'parameter') return { kind: 'unknown', range };
  const fallback = args[READERS.get(name) ?? Infinity] ?? ABSENT;
  const rest = {
    // Behind the key, or the default, options may stand.
    fallback: fallback.kind === 'record' ? ABSENT : fallback,
    ...(name.startsWith('@nestjs/') && { loaded: true as const }),
    range,
  };
  return key.kind === 'known'
    ? { kind: 'environment', name: String(key.value), ...rest }
    : { kind: 'environment', name: '', key, ...rest };
}

/** What a method of a schema or a configuration gives; undefined for all others. */
export function configured(
  receiver: Value,
  method: string,
  args: readonly Value[],
  range: TextRange,
): Value | undefined {
  if (receiver.kind !== 'call') return undefined;
  const [schema] = receiver.arguments;
  const [first] = args;
  if (receiver.callee === 'convict#default') return convicted(receiver, schema, method, first, range);
  if (!OBJECT_SCHEMA.test(receiver.callee)) return undefined;
  if (PLAIN_STEPS.has(method)) return { ...receiver, range };
  if (schema?.kind !== 'record') return undefined;
  if (/^(?:extend|merge|concat|keys|shape)$/.test(method)) {
    const more = first?.kind === 'call' && OBJECT_SCHEMA.test(first.callee) ? first.arguments[0] : first;
    if (more?.kind !== 'record') return undefined;
    const entries = new Map([...schema.entries, ...more.entries]);
    return { ...receiver, arguments: [{ ...schema, entries, open: schema.open || more.open }], range };
  }
  if (!first || !isEnvironmentSource(first)) return undefined;
  switch (method) {
    case 'parse':
    case 'parseAsync':
    case 'validateSync':
    case 'cast':
      return variablesOf(schema, range);
    case 'safeParse':
    case 'safeParseAsync':
      return record([['data', variablesOf(schema, range)]], range);
    case 'validate':
      return receiver.callee.startsWith('yup#')
        ? variablesOf(schema, range)
        : record([['value', variablesOf(schema, range)]], range);
    default:
      return undefined;
  }
}

/** What a function that is handed a schema gives: `cleanEnv(process.env, { … })`, `createEnv({ server: { … } })`. */
export function configuredBy(name: string, [first, second]: readonly Value[], range: TextRange): Value | undefined {
  if (name === 'envalid#cleanEnv' && second?.kind === 'record') return variablesOf(second, range);
  if (name === 'valibot#parse' || /^(?:joi|@hapi\/joi)#attempt$/.test(name)) {
    const [schema, source] = name === 'valibot#parse' ? [first, second] : [second, first];
    const entries = schema?.kind === 'call' && OBJECT_SCHEMA.test(schema.callee) ? schema.arguments[0] : undefined;
    return entries?.kind === 'record' && source && isEnvironmentSource(source)
      ? variablesOf(entries, range)
      : undefined;
  }
  if (!T3.test(name) || first?.kind !== 'record') return undefined;
  const parts = ['server', 'client', 'shared'].flatMap((each) => first.entries.get(each) ?? []);
  const entries = parts.flatMap((part) => (part.kind === 'record' ? [...part.entries] : []));
  const open = first.open || parts.some((part) => part.kind !== 'record' || part.open);
  return variablesOf({ kind: 'record', entries: new Map(entries), open, range }, range);
}

function isEnvironmentSource(value: Value): boolean {
  if (value.kind === 'record')
    return value.open || [...value.entries.values()].some(({ kind }) => kind === 'environment');
  return ENVIRONMENTS.has(apiNameOf(value));
}

/** The variables that a schema names, with its defaults. */
function variablesOf(schema: RecordValue, range: TextRange): RecordValue {
  const entries = [...schema.entries].map(([name, entry]): [string, Value] => {
    const fallback = entry.kind === 'environment' && entry.name === '' ? entry.fallback : ABSENT;
    return [name, { kind: 'environment', name, fallback, range: entry.range ?? range }];
  });
  return { ...record(entries, range), open: schema.open };
}

/** `convict({ db: { host: { env: 'DB_HOST', default: 'localhost' } } })` */
function convicted(
  receiver: Value,
  schema: Value | undefined,
  method: string,
  key: Value | undefined,
  range: TextRange,
): Value | undefined {
  if (/^(?:validate|load|loadFile)$/.test(method)) return { ...receiver, range } as Value;
  if (schema?.kind !== 'record') return undefined;
  if (/^(?:getProperties|get)$/.test(method) && !key) return convictedRecord(schema, range, 0);
  if (!/^(?:get|default)$/.test(method) || key?.kind !== 'known') return undefined;
  let current: Value = schema;
  for (const name of String(key.value).split('.')) {
    const next: Value | undefined = current.kind === 'record' ? current.entries.get(name) : undefined;
    if (!next) return { kind: 'unknown', range };
    current = next;
  }
  return current.kind === 'record' ? convictedRecord(current, range, 0) : { kind: 'unknown', range };
}

function convictedRecord(schema: RecordValue, range: TextRange, depth: number): Value {
  const fallback = schema.entries.get('default');
  if (fallback) {
    const variable = schema.entries.get('env');
    return {
      kind: 'environment',
      name: variable?.kind === 'known' ? String(variable.value) : '',
      fallback,
      range,
    };
  }
  const entries = [...schema.entries].map(([name, entry]): [string, Value] => [
    name,
    entry.kind === 'record' && depth < 10 ? convictedRecord(entry, range, depth + 1) : { kind: 'unknown', range },
  ]);
  return { ...record(entries, range), open: schema.open };
}

function record(entries: readonly (readonly [string, Value])[], range: TextRange): RecordValue {
  return { kind: 'record', entries: new Map(entries), open: false, range };
}
