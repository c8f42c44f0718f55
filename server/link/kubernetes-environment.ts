/** The environment variables that Kubernetes objects set: containers, `ConfigMap`s and `Secret`s, generators of Kustomize. */
import type { ResourceFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import { stageAt, type FileFacts } from '../model/file-facts.ts';
import type { EnvironmentSource, RecordValue, Value } from '../model/value.ts';
import { itemsOf, lastOfEach, pathFrom, plainText, textOf, type Deployment, type SetVariable } from './deployment.ts';
import { variablesOfDotenv } from './environment-files.ts';
import { foreign } from './foreign.ts';
import { overlaysOf, patched, type Overlay } from './kustomize.ts';

type Files = ReadonlyMap<string, FileFacts>;
/** `k8s:ConfigMap name` → what the objects of this name hold: each overlay may have its own. */
type ConfigObjects = Pick<ReadonlyMap<string, readonly SetVariable[]>, 'get'>;

const CONTAINERS: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);
const GENERATORS: ReadonlyMap<string, string> = new Map([
  ['configMapGenerator', 'k8s:ConfigMap'],
  ['secretGenerator', 'k8s:Secret'],
]);
/** References of a container, with the kind of what they name. */
const REFERENCES: readonly (readonly [entry: string, reference: string, kind: string])[] = [
  ['envFrom', 'configMapRef', 'k8s:ConfigMap'],
  ['envFrom', 'secretRef', 'k8s:Secret'],
  ['valueFrom', 'configMapKeyRef', 'k8s:ConfigMap'],
  ['valueFrom', 'secretKeyRef', 'k8s:Secret'],
];
/** Keys of a `ConfigMap` with a dot are files. */
const NAME = /^[A-Za-z_]\w*$/;
/** A template inside a template inside a list is as deep as containers stand. */
const DEEPEST = 20;
/** Containers of all overlays; hostile projects may multiply them. */
const MOST_BUILT = 5000;
const KUBERNETES: EnvironmentSource = 'kubernetes';

export function kubernetesDeployments(files: readonly FileFacts[], byPath: Files): Deployment[] {
  const everywhere = configObjects(files, byPath);
  const overlays = overlaysOf(files, byPath);
  const built = new Map<FileFacts, (Overlay & { readonly objects: ConfigObjects })[]>();
  const patching = new Set<string>();
  for (const overlay of overlays) {
    const parts = [...new Set([...overlay.files, ...overlay.patches.map(({ file }) => file)])];
    const objects = configObjects(parts, byPath, true);
    const own = { ...overlay, objects: { get: (id: string) => objects.get(id) ?? everywhere.get(id) } };
    const ids = new Set(overlay.files.flatMap((file) => workloadsOf(file).map(idOf)));
    for (const file of overlay.files) built.set(file, [...(built.get(file) ?? []), own]);
    for (const { file } of overlay.patches)
      for (const id of workloadsOf(file).map(idOf))
        if (ids.has(id) || overlay.files.includes(file)) patching.add(`${file.path} ${id}`);
  }
  let left = MOST_BUILT;
  return files.flatMap((file) =>
    workloadsOf(file).flatMap((fact) => {
      if (patching.has(`${file.path} ${idOf(fact)}`)) return [];
      const stage = stageAt(file, fact.range.start);
      const alone = [{ path: file.path, stage, patches: [], objects: everywhere }];
      return containersOf(fact.value, 0).flatMap((container, index) => {
        const ways = (left > 0 ? built.get(file) : undefined) ?? alone;
        left -= ways === alone ? 0 : ways.length;
        return ways.map((way) => ({
          ...environmentOf(
            patched(container, index, fact, way.patches, (value) => containersOf(value, 0)),
            file.path,
            way.objects,
          ),
          name: `${way.path}#${fact.name}/${textOf(container, 'name') ?? String(index)}`,
          stage: way.stage === 'unknown' ? stage : way.stage,
        }));
      });
    }),
  );
}

/** Objects that may hold containers. */
function workloadsOf(file: FileFacts): readonly ResourceFact[] {
  return factsOfKind(file, 'resource').filter(
    ({ type }) =>
      type.startsWith('k8s:') && type !== 'k8s:ConfigMap' && type !== 'k8s:Secret' && type !== 'k8s:Kustomization',
  );
}

function idOf({ type, name }: ResourceFact): string {
  return `${type} ${name}`;
}

/** What objects of a file set that no container takes as a whole, and the parameters of templates. */
export function kubernetesVariables(file: FileFacts, handedOver: ReadonlySet<string>): SetVariable[] {
  return factsOfKind(file, 'resource').flatMap(({ type, name, value }) => {
    if (type === 'k8s:Template')
      return itemsOf(value.entries.get('parameters')).flatMap((each) => named(each, file.path));
    const isObject = type === 'k8s:ConfigMap' || type === 'k8s:Secret';
    return isObject && !handedOver.has(`${type} ${name}`)
      ? entriesOf(value, file.path).filter((each) => NAME.test(each.name))
      : [];
  });
}

/** @param isOne the files are one deployment: what is set again replaces what was set before */
function configObjects(files: readonly FileFacts[], byPath: Files, isOne = false): ConfigObjects {
  const objects = new Map<string, SetVariable[]>();
  const add = (id: string, variables: readonly SetVariable[]): void => {
    const before = objects.get(id) ?? [];
    objects.set(id, [...(isOne ? before.filter(({ name }) => !isIn(variables, name)) : before), ...variables]);
  };
  for (const file of files) {
    for (const { type, name, value } of factsOfKind(file, 'resource')) {
      if (type === 'k8s:ConfigMap' || type === 'k8s:Secret') add(`${type} ${name}`, entriesOf(value, file.path));
      if (type !== 'k8s:Kustomization') continue;
      for (const [key, kind] of GENERATORS) {
        for (const each of itemsOf(value.entries.get(key)))
          if (each.kind === 'record') add(`${kind} ${textOf(each, 'name') ?? ''}`, generated(each, file.path, byPath));
      }
    }
  }
  return objects;
}

function entriesOf(object: RecordValue, path: string): SetVariable[] {
  return ['data', 'stringData'].flatMap((key) => {
    const data = object.entries.get(key);
    if (data?.kind !== 'record') return [];
    return [...data.entries].map(([name, value]) => ({ name, value, path, source: KUBERNETES }));
  });
}

/** `literals: [A=b]`, `envs: [a.env]`, `env: a.env` */
function generated(object: RecordValue, path: string, byPath: Files): SetVariable[] {
  const literals = itemsOf(object.entries.get('literals')).flatMap((literal): SetVariable[] => {
    const [whole, name = ''] = /^([^=]{1,200})=/.exec(plainText(literal) ?? '') ?? [];
    if (whole === undefined || literal.kind !== 'known') return [];
    const range = { ...literal.range, start: Math.min(literal.range.start + whole.length, literal.range.end) };
    const text = String(literal.value)
      .slice(whole.length)
      .replace(/^(["'])(.*)\1$/, '$2');
    return [{ name, value: { kind: 'known', value: text, range }, path, source: KUBERNETES }];
  });
  const files = [...itemsOf(object.entries.get('envs')), ...itemsOf(object.entries.get('env'))].flatMap(
    (each) => byPath.get(pathFrom(path, plainText(each) ?? '') ?? '') ?? [],
  );
  return [...literals, ...files.flatMap(variablesOfDotenv)];
}

function containersOf(value: Value, depth: number): RecordValue[] {
  if (value.kind === 'list') return value.items.flatMap((item) => containersOf(item, depth + 1));
  if (value.kind !== 'record' || depth > DEEPEST) return [];
  return [...value.entries].flatMap(([key, entry]) => {
    if (!CONTAINERS.has(key) || entry.kind !== 'list') return containersOf(entry, depth + 1);
    return entry.items.filter((item) => item.kind === 'record');
  });
}

function environmentOf(
  container: RecordValue,
  path: string,
  objects: ConfigObjects,
): Pick<Deployment, 'variables' | 'handedOver'> {
  const handedOver: string[] = [];
  const wholes = itemsOf(container.entries.get('envFrom')).map((source) => {
    if (source.kind !== 'record') return [];
    const prefix = textOf(source, 'prefix') ?? '';
    return referred(source, 'envFrom').flatMap(({ id }) => {
      handedOver.push(id);
      const variables = (objects.get(id) ?? []).filter(({ name }) => NAME.test(name));
      return variables.map((variable) => ({ ...variable, name: prefix + variable.name }));
    });
  });
  const own = itemsOf(container.entries.get('env')).flatMap((item) => variableOf(item, path, objects));
  return { variables: [...lastOfEach(...wholes, []).filter(({ name }) => !isIn(own, name)), ...own], handedOver };
}

function isIn(variables: readonly SetVariable[], name: string): boolean {
  return variables.some((each) => each.name === name);
}

/** `{ name, value }`, or `{ name, valueFrom }` with what the named objects hold where they are part of the project. */
function variableOf(item: Value, path: string, objects: ConfigObjects): SetVariable[] {
  const plain = named(item, path);
  if (plain.length > 0 || item.kind !== 'record') return plain;
  const name = textOf(item, 'name');
  const place = item.entries.get('name');
  if (name === undefined || !place || place.kind === 'absent') return [];
  const from = item.entries.get('valueFrom');
  const found = (from?.kind === 'record' ? referred(from, 'valueFrom') : []).flatMap(({ id, key }) =>
    (objects.get(id) ?? []).filter((entry) => entry.name === key),
  );
  if (found.length === 0) return [{ name, value: { kind: 'unknown', range: place.range }, path, source: KUBERNETES }];
  return found.map((entry) => ({ name, value: foreign(entry.value, entry.path), path, source: KUBERNETES }));
}

/** `{ name, value }` */
function named(item: Value, path: string): SetVariable[] {
  if (item.kind !== 'record') return [];
  const name = textOf(item, 'name');
  const value = item.entries.get('value');
  return name !== undefined && value ? [{ name, value, path, source: KUBERNETES }] : [];
}

function referred(from: RecordValue, entry: string): { readonly id: string; readonly key: string }[] {
  return REFERENCES.flatMap(([where, reference, kind]) => {
    const object = where === entry ? from.entries.get(reference) : undefined;
    if (object?.kind !== 'record') return [];
    return [{ id: `${kind} ${textOf(object, 'name') ?? ''}`, key: textOf(object, 'key') ?? '' }];
  });
}
