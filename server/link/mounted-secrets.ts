/** Files that a deployment hands over as a secret: what they hold is one, whatever they are called. */
import type { SettingFact, TextFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import { stageAt, type FileFacts } from '../model/file-facts.ts';
import { pathFrom, plainText } from './deployment.ts';

/** By the path of the file. */
type Mounts = ReadonlyMap<string, Mount>;

interface Mount {
  /** What the secret is called, and the variables that say where it lies. */
  readonly names: Set<string>;
  /** Where it is handed over, and the stage there. */
  readonly by: string;
  readonly stage: string;
}

/** Projects with more have been made by somebody who wants to see it fail. */
const MOST_MOUNTS = 1000;
const IN_CONTAINER = /^\/(?:var\/)?run\/secrets\/([\w.-]{1,100})$/;

const KNOWN = new WeakMap<FileFacts, readonly (readonly [path: string, name: string, stage: string])[]>();
const MADE = new WeakMap<FileFacts, { readonly key: string; readonly facts: FileFacts }>();

/** @param files in the order of their paths; only the program itself and its deployment count */
export function mountedSecrets(files: readonly FileFacts[]): Mounts {
  const mounts = new Map<string, Mount>();
  for (const file of files) {
    if (file.kind !== 'main' && file.kind !== 'build') continue;
    for (const [path, name, stage] of mountsIn(file)) {
      const mount = mounts.get(path);
      if (mount) mount.names.add(name);
      else if (mounts.size < MOST_MOUNTS) mounts.set(path, { names: new Set([name]), by: file.path, stage });
    }
  }
  return mounts;
}

/** The file with what it holds as a fact; itself where that is not one line of text. */
export function withMountedSecret(file: FileFacts, mount: Mount): FileFacts {
  const content = file.exports.get('*');
  if (content?.kind !== 'known' || typeof content.value !== 'string') return file;
  const parts = { name: [...mount.names].join('\n'), by: mount.by, stage: mount.stage };
  const key = Object.values(parts).join('\n\n');
  const made = MADE.get(file);
  if (made?.key === key) return made.facts;
  const fact: TextFact = {
    kind: 'text',
    path: file.path,
    range: content.range,
    shape: 'mounted-secret',
    text: content.value,
    parts,
  };
  const facts = { ...file, facts: [...file.facts, fact] };
  MADE.set(file, { key, facts });
  return facts;
}

function mountsIn(file: FileFacts): readonly (readonly [path: string, name: string, stage: string])[] {
  let mounts = KNOWN.get(file);
  if (!mounts) {
    const settings = factsOfKind(file, 'setting');
    const variables = variablesIn(settings);
    mounts = settings.flatMap((fact) => {
      const stage = stageAt(file, fact.range.start);
      return [...ofCompose(fact, variables), ...ofKustomize(fact)].flatMap(([written, name]) => {
        const path = pathFrom(file.path, written);
        return path === undefined ? [] : [[path, name, stage] as const];
      });
    });
    KNOWN.set(file, mounts);
  }
  return mounts;
}

/** `POSTGRES_PASSWORD_FILE: /run/secrets/db` in a service says what the secret `db` is. */
function variablesIn(settings: readonly SettingFact[]): ReadonlyMap<string, readonly string[]> {
  const variables = new Map<string, string[]>();
  for (const { document, key, value } of settings) {
    const name = document === 'compose' ? IN_CONTAINER.exec(plainText(value) ?? '')?.[1] : undefined;
    if (name !== undefined)
      variables.set(name, [...(variables.get(name) ?? []), (key.at(-1) ?? '').replace(/_FILE$/, '')]);
  }
  return variables;
}

/** `secrets: { db: { file: ./secrets/db.txt } }` */
function ofCompose(
  { document, key, value }: SettingFact,
  variables: ReadonlyMap<string, readonly string[]>,
): (readonly [written: string, name: string])[] {
  const [section, name = '', entry, ...more] = key;
  const written = plainText(value);
  if (document !== 'compose' || section !== 'secrets' || entry !== 'file' || more.length > 0 || written === undefined)
    return [];
  return [name, ...(variables.get(name) ?? [])].map((each) => [written, each]);
}

/** `secretGenerator: [{ name: db, files: [password=secrets/db.txt] }]` */
function ofKustomize({ document, key, value }: SettingFact): (readonly [written: string, name: string])[] {
  const written = plainText(value);
  if (document !== 'k8s:Kustomization' || key[0] !== 'secretGenerator' || key[2] !== 'files' || written === undefined)
    return [];
  const sign = written.indexOf('=');
  const path = written.slice(sign + 1);
  return [[path, sign > 0 ? written.slice(0, sign) : path.slice(path.lastIndexOf('/') + 1)]];
}
