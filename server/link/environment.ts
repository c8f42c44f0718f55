/** Joins the environment variables that a project reads with the deployments and files that set them. */
import type { SettingFact } from '../model/facts.ts';
import { factsOfKind } from '../model/facts-of-kind.ts';
import { stageAt, type FileFacts } from '../model/file-facts.ts';
import type { EnvironmentSetting, EnvironmentSource, Value } from '../model/value.ts';
import type { ChartValues } from './chart-values.ts';
import { composeDeployments } from './compose-environment.ts';
import type { Deployment, SetVariable } from './deployment.ts';
import { variablesOfDockerfile, variablesOfDotenv } from './environment-files.ts';
import { foreign } from './foreign.ts';
import { kubernetesDeployments, kubernetesVariables } from './kubernetes-environment.ts';
import { isStep } from './kustomize.ts';
import { unitDeployments } from './unit-environment.ts';

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
      factsOfKind(file, 'setting').some(
        (fact) => sourceOf(fact) !== undefined || fact.document === 'dockerfile' || isStep(fact),
      ) || factsOfKind(file, 'resource').some(({ type }) => type.startsWith('k8s:') || type === 'compose:service');
    KNOWN.set(file, has);
  }
  return has;
}

/**
 * All variables that parsed files of the program itself and its deployment set. What a service or container hands over
 * is set once, with its stage, and not where something of the same service sets it otherwise.
 */
export function readEnvironment(files: readonly FileFacts[]): Environment {
  // A variable that an example or a test sets is set nowhere.
  const deployed = files.filter(({ kind }) => kind === 'main' || kind === 'build');
  const byPath = new Map(deployed.map((file) => [file.path, file]));
  const deployments = [composeDeployments, kubernetesDeployments, unitDeployments].flatMap((read) =>
    read(deployed, byPath),
  );
  const handedOver = new Set(deployments.flatMap(({ handedOver: each }) => each));
  const settings = new Collection(byPath);
  for (const deployment of deployments) for (const variable of deployment.variables) settings.add(variable, deployment);
  for (const file of deployed) {
    const alone = handedOver.has(file.path)
      ? []
      : [...variablesOfDotenv(file), ...variablesOfDockerfile(file), ...kubernetesVariables(file, handedOver)];
    for (const variable of [...alone, ...file.facts.flatMap(variableOf)]) settings.add(variable);
  }
  return settings.sorted();
}

/** Each variable of each place once for a stage. */
class Collection {
  readonly #settings = new Map<string, EnvironmentSetting[]>();
  readonly #seen = new Set<string>();
  readonly #files: ReadonlyMap<string, FileFacts>;

  constructor(files: ReadonlyMap<string, FileFacts>) {
    this.#files = files;
  }

  add({ name, value, path, source }: SetVariable, deployment?: Deployment): void {
    if (isHandedOn(name, value)) return;
    const own = foreign(value, path);
    const range = own.range ?? { start: 0, end: 0 };
    const place = { path: range.path ?? path, range };
    const file = this.#files.get(place.path);
    const ownStage = file ? stageAt(file, range.start) : 'unknown';
    const stage = ownStage === 'unknown' ? (deployment?.stage ?? ownStage) : ownStage;
    const key = [name, place.path, range.start, range.end, stage].join('\n');
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const setting = { value: own, place, stage, source, ...(deployment && { deployment: deployment.name }) };
    const known = this.#settings.get(name);
    if (known) known.push(setting);
    else this.#settings.set(name, [setting]);
  }

  sorted(): Environment {
    for (const settings of this.#settings.values())
      settings.sort(({ place: one }, { place: other }) =>
        one.path === other.path ? one.range.start - other.range.start : one.path < other.path ? -1 : 1,
      );
    return this.#settings;
  }
}

/** A variable that a pipeline or the values of a chart set. */
function variableOf(fact: FileFacts['facts'][number]): SetVariable[] {
  const source = fact.kind === 'setting' ? sourceOf(fact) : undefined;
  if (fact.kind !== 'setting' || !source || source === 'dotenv' || source === 'systemd') return [];
  const { value, path } = fact;
  const name = fact.key.at(source === 'gitlab-ci' && isDescribed(fact) ? -2 : -1) ?? '';
  const chart = fact.document === 'helm:values' ? [{ name: `.Values.${fact.key.join('.')}`, value, path, source }] : [];
  const isVariable = !/^\d*$/.test(name) && (source !== 'helm' || isHelmVariable(fact));
  return isVariable ? [...chart, { name, value, path, source }] : chart;
}

/** What a setting has to do with environment variables, undefined for nothing. */
function sourceOf(fact: SettingFact): EnvironmentSource | undefined {
  const { key, document, format } = fact;
  const above = key.at(-2) ?? '';
  if (format === 'dotenv') return key.length === 1 ? 'dotenv' : undefined;
  if (format === 'systemd') return above === 'Environment' || key.at(-1) === 'EnvironmentFile' ? 'systemd' : undefined;
  switch (document) {
    case 'gitlab-ci':
      return above === 'variables' || isDescribed(fact) ? 'gitlab-ci' : undefined;
    case 'github-workflow':
      return above === 'env' ? 'github-workflow' : undefined;
    case 'helm:values':
      return 'helm';
    default:
      return undefined;
  }
}

function isHelmVariable({ key }: SettingFact): boolean {
  return HELM_KEYS.has(key.at(-2) ?? '') && HELM_NAME.test(key.at(-1) ?? '');
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

/** Who sets a variable, seen from a file, under its own name first: `env.X` of Maven and `vars.X` of GitHub are X. */
export function settingsOf(
  environment: Environment,
  name: string,
  charts: ChartValues,
  from?: string,
): readonly EnvironmentSetting[] {
  if (name.startsWith('.Values.')) return charts.of(name, from, (each) => environment.get(each) ?? []);
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
  // Files are chosen by the last word of a value of a chart.
  if (plain.startsWith('.Values.')) return [plain, `.Values.${plain.slice(plain.lastIndexOf('.') + 1)}`];
  return /[.-]/.test(plain) ? [plain, plain.replace(/[.-]/g, '_').toUpperCase()] : [plain];
}
