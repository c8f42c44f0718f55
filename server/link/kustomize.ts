/** What each overlay of Kustomize puts together: the files that it builds on, its patches, and the stage it is for. */
import type { ResourceFact, SettingFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import { stageAt, type FileFacts } from '../model/file-facts.ts';
import type { Stage } from '../model/source.ts';
import type { TextRange } from '../model/text-range.ts';
import type { RecordValue, Value } from '../model/value.ts';
import { itemsOf, pathFrom, plainText, textOf } from './deployment.ts';
import { foreign } from './foreign.ts';

export interface Overlay {
  readonly path: string;
  readonly stage: Stage;
  /** Those that it builds on first. */
  readonly files: readonly FileFacts[];
  readonly patches: readonly Patch[];
}

export interface Patch {
  readonly file: FileFacts;
  /** What it is for where the file does not say so itself. */
  readonly target?: RecordValue;
  /** By kind and name. */
  readonly objects: ReadonlyMap<string, readonly ResourceFact[]>;
  /** Of JSON 6902. */
  readonly steps: readonly (readonly SettingFact[])[];
}

const BUILT_ON: readonly string[] = ['bases', 'resources', 'components'];
const PATCHES: readonly string[] = ['patchesStrategicMerge', 'patches', 'patchesJson6902'];
const NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml'];
/** Hostile projects may name any number. */
const MOST_OVERLAYS = 200;
const MOST_PATCHES = 200;
/** `/spec/template/spec/containers/0/env/1/value` */
const TO_VARIABLE = /\/containers\/(\d{1,3})\/env\/(\d{1,4}|-)(\/value)?$/;

/** True for a step of a patch that changes a variable of a container. */
export function isStep({ document, key, value }: SettingFact): boolean {
  return document === '' && key.at(-1) === 'path' && TO_VARIABLE.test(plainText(value) ?? '');
}

/** The overlays that no other builds on, in the order of their paths. */
export function overlaysOf(files: readonly FileFacts[], byPath: ReadonlyMap<string, FileFacts>): readonly Overlay[] {
  const roots = files.flatMap((file) => {
    const value = factsOfKind(file, 'resource').find(({ type }) => type === 'k8s:Kustomization')?.value;
    return value ? [{ file, value }] : [];
  });
  if (roots.length === 0) return [];
  const folders = new Map<string, FileFacts[]>();
  for (const file of files) {
    const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
    const beside = folders.get(folder);
    if (beside) beside.push(file);
    else folders.set(folder, [file]);
  }
  const values = new Map(roots.map(({ file, value }) => [file, value]));
  const find = (from: FileFacts, written: Value): readonly FileFacts[] => {
    const path = pathFrom(from.path, plainText(written) ?? '');
    if (path === undefined) return [];
    const file = byPath.get(path);
    if (file) return [file];
    const named = NAMES.flatMap((name) => byPath.get(path === '' ? name : `${path}/${name}`) ?? []);
    return named.length > 0 ? named : (folders.get(path) ?? []).filter((each) => /\.ya?ml$/i.test(each.path));
  };
  const below = new Map(
    roots.map(({ file, value }) => [
      file,
      BUILT_ON.flatMap((key) => itemsOf(value.entries.get(key))).flatMap((each) => find(file, each)),
    ]),
  );
  const inner = new Set([...below].flatMap(([file, each]) => each.filter((other) => other !== file)));
  return roots
    .filter(({ file }) => !inner.has(file))
    .slice(0, MOST_OVERLAYS)
    .map(({ file }) => {
      const reached = new Set<FileFacts>();
      const visit = (each: FileFacts): void => {
        if (reached.has(each)) return;
        reached.add(each);
        for (const next of below.get(each) ?? []) visit(next);
      };
      visit(file);
      const all = [...reached].reverse();
      const patches = all.flatMap((each) => patchesOf(each, values.get(each), find)).slice(0, MOST_PATCHES);
      return { path: file.path, stage: stageAt(file, 0), files: all, patches };
    });
}

/** A patch is a file of its own, or stands in the file of the overlay. */
function patchesOf(
  file: FileFacts,
  value: RecordValue | undefined,
  find: (from: FileFacts, written: Value) => readonly FileFacts[],
): readonly Patch[] {
  return PATCHES.flatMap((key) => itemsOf(value?.entries.get(key))).flatMap((each): readonly Patch[] => {
    if (each.kind !== 'record') return find(file, each).map((found) => patchIn(found));
    const target = each.entries.get('target');
    const path = each.entries.get('path');
    const within = each.entries.get('patch')?.range;
    const found = path ? find(file, path).map((other) => patchIn(other)) : within ? [patchIn(file, within)] : [];
    return found.map((patch) => ({ ...patch, ...(target?.kind === 'record' && { target }) }));
  });
}

function patchIn(file: FileFacts, within?: TextRange): Patch {
  const isInside = ({ range }: { readonly range: TextRange }): boolean =>
    within === undefined || (within.start <= range.start && range.end <= within.end);
  const objects = new Map<string, ResourceFact[]>();
  for (const fact of factsOfKind(file, 'resource').filter(isInside)) {
    const id = `${fact.type} ${fact.name}`;
    objects.set(id, [...(objects.get(id) ?? []), fact]);
  }
  const steps = new Map<string, SettingFact[]>();
  for (const fact of factsOfKind(file, 'setting').filter(isInside)) {
    const [step = ''] = fact.key;
    if (fact.document !== '' || !/^\d+$/.test(step)) continue;
    const known = steps.get(step);
    if (known) known.push(fact);
    else steps.set(step, [fact]);
  }
  return { file, objects, steps: [...steps.values()] };
}

/** The container with what patches say of it. */
export function patched(
  container: RecordValue,
  index: number,
  object: { readonly type: string; readonly name: string },
  patches: readonly Patch[],
  containersOf: (value: Value) => readonly RecordValue[],
): RecordValue {
  const entries = new Map(container.entries);
  for (const { file, target, objects, steps } of patches) {
    const merged = (objects.get(`${object.type} ${object.name}`) ?? []).flatMap(
      ({ value }) => byName(value, containersOf).get(textOf(container, 'name')) ?? [],
    );
    for (const each of merged) merge(entries, each, file.path);
    if (target && isFor(target, object)) for (const step of steps) replace(entries, index, step, file.path);
  }
  return { ...container, entries };
}

const NAMED = new WeakMap<RecordValue, ReadonlyMap<string | undefined, readonly RecordValue[]>>();

function byName(
  object: RecordValue,
  containersOf: (value: Value) => readonly RecordValue[],
): ReadonlyMap<string | undefined, readonly RecordValue[]> {
  let named = NAMED.get(object);
  if (!named) {
    const found = new Map<string | undefined, RecordValue[]>();
    for (const each of containersOf(object)) {
      const name = textOf(each, 'name');
      found.set(name, [...(found.get(name) ?? []), each]);
    }
    NAMED.set(object, (named = found));
  }
  return named;
}

function isFor(target: RecordValue, { type, name }: { readonly type: string; readonly name: string }): boolean {
  const [kind, named] = [textOf(target, 'kind'), textOf(target, 'name')];
  return (kind === undefined || `k8s:${kind}` === type) && (named === undefined || named === name);
}

/** A strategic merge: variables by their name, other lists as a whole. */
function merge(entries: Map<string, Value>, patch: RecordValue, path: string): void {
  const sources = patch.entries.get('envFrom');
  if (sources) entries.set('envFrom', foreign(sources, path));
  const set = itemsOf(patch.entries.get('env')).map((item) => foreign(item, path));
  if (set.length === 0) return;
  const left = new Map(set.map((item) => [nameOf(item), item]));
  const items = variablesIn(entries).map((item) => {
    const name = nameOf(item);
    const own = left.get(name);
    left.delete(name);
    return own ?? item;
  });
  setItems(entries, [...items, ...left.values()]);
}

/** A step of JSON 6902: variables by their place in the list. */
function replace(entries: Map<string, Value>, index: number, step: readonly SettingFact[], from: string): void {
  const at = (...names: readonly string[]): Value | undefined =>
    step.find(({ key }) => key.length === names.length + 1 && names.every((name, depth) => key[depth + 1] === name))
      ?.value;
  const [whole, container, place = '', ofValue] = TO_VARIABLE.exec(plainText(at('path')) ?? '') ?? [];
  if (whole === undefined || Number(container) !== index) return;
  const items = variablesIn(entries);
  const spot = place === '-' ? items.length : Number(place);
  const old = items[spot];
  const operation = plainText(at('op'));
  const value = ofValue === undefined ? at('value', 'value') : at('value');
  const name = at('value', 'name');
  if (operation === 'remove') items.splice(spot, 1);
  else if (ofValue !== undefined && old?.kind === 'record' && value)
    items[spot] = { ...old, entries: new Map([...old.entries, ['value', foreign(value, from)]]) };
  else if (ofValue === undefined && name && name.kind !== 'absent' && value) {
    const pair = new Map([
      ['name', name],
      ['value', value],
    ]);
    const item: Value = { kind: 'record', entries: pair, open: false, range: name.range };
    items.splice(spot, operation === 'replace' ? 1 : 0, foreign(item, from));
  } else return;
  setItems(entries, items);
}

function variablesIn(entries: ReadonlyMap<string, Value>): Value[] {
  return [...itemsOf(entries.get('env'))];
}

function setItems(entries: Map<string, Value>, items: readonly Value[]): void {
  const old = entries.get('env');
  const range = old?.range ?? items[0]?.range ?? { start: 0, end: 0 };
  entries.set('env', { kind: 'list', items, open: false, range });
}

function nameOf(item: Value): string | undefined {
  return item.kind === 'record' ? textOf(item, 'name') : undefined;
}
