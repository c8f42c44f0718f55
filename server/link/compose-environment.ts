/** The environment of services of compose: the image that they build, `env_file`, `environment`, what they extend. */
import type { ResourceFact, SettingFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import { stageAt, type FileFacts } from '../model/file-facts.ts';
import { itemsOf, lastOfEach, pathFrom, plainText, textOf, type Deployment, type SetVariable } from './deployment.ts';
import { COMPOSE_OVERLAY, variablesOfDockerfile, variablesOfDotenv } from './environment-files.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** The file that compose takes unasked, in this order. */
const BASES: readonly string[] = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

interface ExtendedService {
  readonly file: FileFacts;
  readonly service: ResourceFact;
}

/** A service that extends another that extends another. */
const MOST_EXTENDED = 10;

export function composeDeployments(files: readonly FileFacts[], byPath: Files): Deployment[] {
  return files.flatMap((file) =>
    factsOfKind(file, 'resource')
      .filter(({ type }) => type === 'compose:service')
      .map((service): Deployment => {
        const parts = partsOf(file, service, byPath, 0);
        return {
          name: `${file.path}#${service.name}`,
          stage: stageAt(file, service.range.start),
          variables: lastOfEach(...parts.image, ...parts.files, ...parts.own),
          handedOver: parts.handedOver,
        };
      }),
  );
}

/** Later ones count before earlier ones: what the image sets, what files set, what the service says itself. */
interface Parts {
  readonly image: readonly (readonly SetVariable[])[];
  readonly files: readonly (readonly SetVariable[])[];
  readonly own: readonly (readonly SetVariable[])[];
  readonly handedOver: readonly string[];
}

function partsOf(file: FileFacts, service: ResourceFact, byPath: Files, depth: number): Parts {
  const base =
    depth < MOST_EXTENDED ? (extended(file, service, byPath) ?? underneath(file, service, byPath)) : undefined;
  const above = base && partsOf(base.file, base.service, byPath, depth + 1);
  const envFiles = envFilesOf(file.path, service).flatMap((path) => byPath.get(path) ?? []);
  const image = imageOf(file.path, service, byPath);
  return {
    image: [...(above?.image ?? []), ...(image ? [image.variables] : [])],
    files: [...(above?.files ?? []), ...envFiles.map(variablesOfDotenv)],
    own: [...(above?.own ?? []), ownVariables(file, service)],
    handedOver: [...(above?.handedOver ?? []), ...envFiles.map(({ path }) => path), ...(image ? [image.path] : [])],
  };
}

function ownVariables(file: FileFacts, { name: service }: ResourceFact): SetVariable[] {
  const isOwn = ({ key, document }: SettingFact): boolean =>
    document === 'compose' &&
    key.length === 4 &&
    key[0] === 'services' &&
    key[1] === service &&
    key[2] === 'environment';
  return factsOfKind(file, 'setting')
    .filter((fact) => isOwn(fact) && !/^\d*$/.test(fact.key[3] ?? ''))
    .map(({ key, value, path }) => ({ name: key[3] ?? '', value, path, source: 'compose' }));
}

/** `env_file: a.env`, a list of such, a list of `{ path: a.env, required: false }`. */
function envFilesOf(path: string, { value }: ResourceFact): string[] {
  return itemsOf(value.entries.get('env_file')).flatMap((item) => {
    const written = item.kind === 'record' ? textOf(item, 'path') : plainText(item);
    return (written === undefined ? undefined : pathFrom(path, written)) ?? [];
  });
}

/** `extends: base`, `extends: { file: other.yaml, service: base }` */
function extended(file: FileFacts, { value }: ResourceFact, byPath: Files): ExtendedService | undefined {
  const entry = value.entries.get('extends');
  const name = entry?.kind === 'record' ? textOf(entry, 'service') : plainText(entry);
  const written = entry?.kind === 'record' ? textOf(entry, 'file') : undefined;
  const other = written === undefined ? file : byPath.get(pathFrom(file.path, written) ?? '');
  const service = other && name !== undefined ? serviceOf(other, name) : undefined;
  return other && service && { file: other, service };
}

function serviceOf(file: FileFacts, name: string): ResourceFact | undefined {
  return factsOfKind(file, 'resource').find((fact) => fact.type === 'compose:service' && fact.name === name);
}

/**
 * The service of the same name in `compose.yaml` beside `compose.override.yaml`, which compose lays over it unasked. A
 * file for another stage is laid over it for certain only where it could not start the service alone.
 */
function underneath(file: FileFacts, { name, value }: ResourceFact, byPath: Files): ExtendedService | undefined {
  if (!COMPOSE_OVERLAY.test(file.path)) return undefined;
  const isOverride = /compose\.override\.ya?ml$/i.test(file.path);
  if (!isOverride && (value.entries.has('image') || value.entries.has('build'))) return undefined;
  for (const written of BASES) {
    const base = byPath.get(pathFrom(file.path, written) ?? '');
    const service = base && serviceOf(base, name);
    if (service) return { file: base, service };
  }
  return undefined;
}

/** `build: ./app`, `build: { context: ., dockerfile: docker/app.Dockerfile, target: betrieb, args: { … } }` */
function imageOf(
  path: string,
  { value }: ResourceFact,
  byPath: Files,
): { readonly path: string; readonly variables: readonly SetVariable[] } | undefined {
  const build = value.entries.get('build');
  const record = build?.kind === 'record' ? build : undefined;
  const context = record ? (textOf(record, 'context') ?? '.') : plainText(build);
  if (context === undefined) return undefined;
  const dockerfile = (record && textOf(record, 'dockerfile')) ?? 'Dockerfile';
  const target = pathFrom(path, `${context}/${dockerfile}`);
  const file = target === undefined ? undefined : byPath.get(target);
  return file && { path: file.path, variables: variablesOfDockerfile(file, record && textOf(record, 'target')) };
}
