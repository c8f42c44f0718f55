/** Joins the environment variables that a project reads with the places that set them. */
import type { Fact, ResourceFact, SettingFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { Stage } from '../model/source.ts';
import type { EnvironmentSetting, EnvironmentSource, Value } from '../model/value.ts';
import { kubernetesVariables, type ConfigObjects } from './kubernetes-environment.ts';
import { foreign } from './foreign.ts';

/** By the name of the variable; in the order of paths and places. */
export type Environment = ReadonlyMap<string, readonly EnvironmentSetting[]>;

/** Keys of Helm values whose entries become variables in charts of all kinds. */
const HELM_KEYS: ReadonlySet<string> = new Set([
  'env',
  'envs',
  'environment',
  'extraEnv',
  'extraEnvs',
  'extraEnvVars',
  'envVars',
]);
const HELM_NAME = /^[A-Z][A-Z\d_]*$/;

const KNOWN = new WeakMap<FileFacts, boolean>();

/** True where `readEnvironment` takes something from the file. Asked after every edit. */
export function hasEnvironment(file: FileFacts): boolean {
  let has = KNOWN.get(file);
  if (has === undefined) {
    has =
      factsOfKind(file, 'setting').some((fact) => sourceOf(fact) !== undefined || isHandover(fact)) ||
      factsOfKind(file, 'resource').some(({ type }) => type.startsWith('k8s:'));
    KNOWN.set(file, has);
  }
  return has;
}

/** All variables that parsed files of the program itself and its deployment set. */
export function readEnvironment(files: readonly FileFacts[]): Environment {
  const stages = stagesByHandover(files);
  const configObjects = configObjectsOf(files);
  const settings = new Map<string, EnvironmentSetting[]>();
  for (const file of files) {
    // A variable that an example or a test sets is set nowhere.
    if (file.kind !== 'main' && file.kind !== 'build') continue;
    const { path } = file;
    const stage = file.stage === 'unknown' ? (stages.get(path) ?? file.stage) : file.stage;
    for (const { name, value, source } of file.facts.flatMap((fact) => variablesOf(fact, configObjects))) {
      if (isHandedOn(name, value)) continue;
      const own = foreign(value, path);
      const range = own.range ?? { start: 0, end: 0 };
      const setting: EnvironmentSetting = { value: own, place: { path: range.path ?? path, range }, stage, source };
      const known = settings.get(name);
      if (known) known.push(setting);
      else settings.set(name, [setting]);
    }
  }
  return settings;
}

interface Variable {
  readonly name: string;
  readonly value: Value;
  readonly source: EnvironmentSource;
}

function variablesOf(fact: Fact, configObjects: ConfigObjects): Variable[] {
  if (fact.kind === 'resource' && fact.type.startsWith('k8s:')) {
    return kubernetesVariables(fact, configObjects).map((variable) => ({ ...variable, source: 'kubernetes' }));
  }
  const source = fact.kind === 'setting' ? sourceOf(fact) : undefined;
  if (fact.kind !== 'setting' || !source) return [];
  const name = fact.key.at(source === 'gitlab-ci' && isDescribed(fact) ? -2 : -1) ?? '';
  return /^\d*$/.test(name) ? [] : [{ name, value: fact.value, source }];
}

/** What a setting has to do with environment variables, undefined for nothing. */
function sourceOf(fact: SettingFact): EnvironmentSource | undefined {
  const { key, document, format } = fact;
  const above = key.at(-2) ?? '';
  if (format === 'dotenv') return key.length === 1 ? 'dotenv' : undefined;
  if (format === 'systemd') return above === 'Environment' ? 'systemd' : undefined;
  switch (document) {
    case 'compose':
      return key.length === 4 && key[0] === 'services' && above === 'environment' ? 'compose' : undefined;
    case 'dockerfile':
      return key.length === 3 && above === 'ENV' ? 'dockerfile' : undefined;
    case 'gitlab-ci':
      return above === 'variables' || isDescribed(fact) ? 'gitlab-ci' : undefined;
    case 'github-workflow':
      return above === 'env' ? 'github-workflow' : undefined;
    case 'helm:values':
      return HELM_KEYS.has(above) && HELM_NAME.test(key.at(-1) ?? '') ? 'helm' : undefined;
    default:
      return undefined;
  }
}

/** GitLab: `variables: { X: { value: …, description: … } }`. */
function isDescribed({ key }: SettingFact): boolean {
  return key.at(-3) === 'variables' && key.at(-1) === 'value';
}

/** `X:`, `X: ${X}` and `- X` only hand on what somebody else sets. */
function isHandedOn(name: string, value: Value): boolean {
  if (value.kind === 'known') return value.value === null;
  return value.kind === 'environment' && value.name === name && value.fallback.kind === 'absent';
}

/** Compose: `env_file` of a service. */
function isHandover({ document, key }: SettingFact): boolean {
  return document === 'compose' && key[2] === 'env_file';
}

/** Stages of files that a compose file hands on with `env_file`: `.env` says nothing, `compose.production.yml` does. */
function stagesByHandover(files: readonly FileFacts[]): ReadonlyMap<string, Stage> {
  const stages = new Map<string, Stage>();
  for (const { path, facts, stage } of files) {
    if (stage === 'unknown') continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const fact of facts) {
      if (fact.kind !== 'setting' || !isHandover(fact)) continue;
      if (fact.value.kind !== 'known' || typeof fact.value.value !== 'string') continue;
      const target = folder + fact.value.value.replace(/^\.\//, '');
      if (!stages.has(target)) stages.set(target, stage);
    }
  }
  return stages;
}

/** What `configMapKeyRef` and `secretKeyRef` can name, by kind and name. */
function configObjectsOf(files: readonly FileFacts[]): ConfigObjects {
  const objects = new Map<string, { readonly value: ResourceFact['value']; readonly path: string }>();
  for (const { path, facts } of files) {
    for (const fact of facts) {
      if (fact.kind !== 'resource' || !/^k8s:(?:ConfigMap|Secret)$/.test(fact.type)) continue;
      const id = `${fact.type} ${fact.name}`;
      if (!objects.has(id)) objects.set(id, { value: fact.value, path });
    }
  }
  return objects;
}

/** Who sets a variable, under its own name first: `env.X` of Maven and `vars.X` of GitHub are X. */
export function settingsOf(environment: Environment, name: string): readonly EnvironmentSetting[] {
  for (const each of settableNames(name)) {
    const found = environment.get(each);
    if (found) return found;
  }
  return [];
}

/** Spring takes the variable `DB_PASSWORT` for its property `db.passwort`. */
export function settableNames(name: string): readonly string[] {
  const plain = name.replace(/^(?:env[.:]|vars\.)/, '');
  if (plain === '' || plain.startsWith('secrets.')) return [];
  return /[.-]/.test(plain) ? [plain, plain.replace(/[.-]/g, '_').toUpperCase()] : [plain];
}
