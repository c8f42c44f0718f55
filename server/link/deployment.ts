/** What a service or container gets as its environment. */
import type { Stage } from '../model/source.ts';
import type { EnvironmentSource, RecordValue, Value } from '../model/value.ts';

/** Its ranges are those of the file at `path` unless they name another. */
export interface SetVariable {
  readonly name: string;
  readonly value: Value;
  readonly path: string;
  readonly source: EnvironmentSource;
}

export interface Deployment {
  /** File and name of the service or container. */
  readonly name: string;
  readonly stage: Stage;
  readonly variables: readonly SetVariable[];
  /** Files and objects that it takes as a whole: `ConfigMap`s by `k8s:ConfigMap name`. */
  readonly handedOver: readonly string[];
}

/** Of several that set the same variable the last one counts. */
export function lastOfEach(...sources: readonly (readonly SetVariable[])[]): SetVariable[] {
  const names = new Map<string, readonly SetVariable[]>();
  for (const variables of sources) {
    const own = new Map<string, SetVariable[]>();
    for (const variable of variables) own.set(variable.name, [...(own.get(variable.name) ?? []), variable]);
    for (const [name, set] of own) names.set(name, set);
  }
  return [...names.values()].flat();
}

/** A path below the folder of a file; undefined where it leads out of the root. */
export function pathFrom(file: string, written: string): string | undefined {
  if (written.startsWith('/') || written.includes('$')) return undefined;
  const folders = file.split('/').slice(0, -1);
  for (const part of written.split('/')) {
    if (part === '..' && folders.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') folders.push(part);
  }
  return folders.join('/');
}

export function textOf(record: RecordValue, key: string): string | undefined {
  return plainText(record.entries.get(key));
}

export function plainText(value: Value | undefined): string | undefined {
  return value?.kind === 'known' && typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
}

export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : value === undefined || value.kind === 'absent' ? [] : [value];
}
