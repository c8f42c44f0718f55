/** The environment variables that Kubernetes objects set: containers, `ConfigMap`s and `Secret`s. */
import type { ResourceFact } from '../model/facts.ts';
import type { RecordValue, Value } from '../model/value.ts';
import { foreign } from './foreign.ts';

/** `k8s:ConfigMap name` → what it holds and where it stands. */
export type ConfigObjects = ReadonlyMap<string, { readonly value: RecordValue; readonly path: string }>;

export interface SetVariable {
  readonly name: string;
  readonly value: Value;
}

const CONTAINERS: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);
/** Keys of a `ConfigMap` with a dot are files. */
const NAME = /^[A-Za-z_]\w*$/;
/** A template inside a template inside a list is as deep as containers stand. */
const DEEPEST = 20;

export function kubernetesVariables({ type, value }: ResourceFact, objects: ConfigObjects): SetVariable[] {
  if (type === 'k8s:ConfigMap') return entriesOf(value.entries.get('data'));
  if (type === 'k8s:Secret') {
    // The values of `data` are encoded: that they are set is all that is seen.
    const encoded = entriesOf(value.entries.get('data')).map(({ name, value: each }) => ({
      name,
      value: unknown(each),
    }));
    return [...encoded, ...entriesOf(value.entries.get('stringData'))];
  }
  return containersOf(value, 0).flatMap((container) => {
    const env = container.entries.get('env');
    return env?.kind === 'list' ? env.items.flatMap((item) => variableOf(item, objects)) : [];
  });
}

function entriesOf(data: Value | undefined): SetVariable[] {
  if (data?.kind !== 'record') return [];
  return [...data.entries].flatMap(([name, value]) => (NAME.test(name) ? { name, value } : []));
}

function containersOf(value: Value, depth: number): RecordValue[] {
  if (value.kind === 'list') return value.items.flatMap((item) => containersOf(item, depth + 1));
  if (value.kind !== 'record' || depth > DEEPEST) return [];
  return [...value.entries].flatMap(([key, entry]) => {
    if (!CONTAINERS.has(key) || entry.kind !== 'list') return containersOf(entry, depth + 1);
    return entry.items.filter((item) => item.kind === 'record');
  });
}

/** `{ name, value }`, or `{ name, valueFrom }` with what the named object holds where it is part of the project. */
function variableOf(item: Value, objects: ConfigObjects): SetVariable[] {
  if (item.kind !== 'record') return [];
  const name = textOf(item, 'name');
  const named = item.entries.get('name');
  if (name === undefined || !named) return [];
  const value = item.entries.get('value');
  if (value) return [{ name, value }];
  const from = item.entries.get('valueFrom');
  return [{ name, value: (from?.kind === 'record' ? referred(from, objects) : undefined) ?? unknown(named) }];
}

function referred(from: RecordValue, objects: ConfigObjects): Value | undefined {
  for (const [reference, kind, data] of [
    ['configMapKeyRef', 'k8s:ConfigMap', 'data'],
    ['secretKeyRef', 'k8s:Secret', 'stringData'],
  ] as const) {
    const named = from.entries.get(reference);
    if (named?.kind !== 'record') continue;
    const object = objects.get(`${kind} ${textOf(named, 'name') ?? ''}`);
    const entries = object?.value.entries.get(data);
    const value = entries?.kind === 'record' ? entries.entries.get(textOf(named, 'key') ?? '') : undefined;
    if (object && value) return foreign(value, object.path);
  }
  return undefined;
}

function textOf(record: RecordValue, key: string): string | undefined {
  const value = record.entries.get(key);
  return value?.kind === 'known' && typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
}

function unknown(value: Value): Value {
  return value.kind === 'absent' ? value : { kind: 'unknown', range: value.range };
}
