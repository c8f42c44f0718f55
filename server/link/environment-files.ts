/** Files that set environment variables by themselves: which they are, so that only those are parsed, and what they set. */
import { factsOfKind } from '../model/facts-of-kind.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { Value } from '../model/value.ts';
import type { SetVariable } from './deployment.ts';

const DOTENV = /(?:^|\/)\.env(?:[._-][^/]*)?$|\.env$/i;
const DOCKERFILE = /(?:^|\/)(?:Dockerfile|Containerfile)(?:$|[._-])|\.(?:dockerfile|containerfile)$/i;
const YAML = /\.ya?ml$/i;
/** Of Helm: `values.yaml`, `values-prod.yaml`, `values/prod.yaml`. */
const VALUES = /(?:^|\/)values(?:[.-][^/]*)?\.ya?ml$|\/values\/[^/]+\.ya?ml$/i;
/** One of these stands in every YAML file that sets a variable: the key above it, or the kind of a Kubernetes object. */
const SETS_VARIABLES =
  /\b(?:env|environment|env_file|envFrom|extends|extraEnv\w{0,20}|envVars|variables|stringData|configMapGenerator|secretGenerator|parameters|build):|^[ -]{0,40}kind: {0,4}["']?(?:ConfigMap|Secret)\b/m;
/** What puts objects of Kubernetes together, and steps of JSON 6902 that change their variables. */
const OVERLAY = /(?:^|\/)kustomization\.ya?ml$/;
const STEP = /\bpath: {0,4}["']?\/spec\/[\w/]{1,80}\/containers\/\d{1,3}\/env\//;
/** Units of systemd and Podman. */
const UNIT = /\.(?:service|container|pod)(?:\.d\/[^/]+\.conf)?$/i;
/** What is set elsewhere gets its stage, or its name, in such a file, which need not name the variable. */
const HANDS_OVER =
  /\b(?:env_file|extends|build|envFrom|configMapGenerator|secretGenerator):|^[ -]{0,40}kind: {0,4}["']?ConfigMap\b/m;
const UNIT_HANDS_OVER = /^EnvironmentFile[ \t]*=/m;
/** A file of compose that is laid over the one beside it. */
export const COMPOSE_OVERLAY = /(?:^|\/)(?:docker-)?compose[.-][\w.-]{1,60}\.ya?ml$/i;
/** The word of all files that do; no variable is called so. */
export const HANDOVER = '@handover';
/** The only word of files of nginx: each of them may be a part of another. */
export const OF_NGINX = '@nginx';
const WORD = /[A-Za-z_]\w*/g;

/** The words of a file that may set environment variables, undefined where it cannot. */
export function wordsOfEnvironment(path: string, text: string): ReadonlySet<string> | undefined {
  if (VALUES.test(path)) return new Set((text.match(WORD) ?? []).flatMap((word) => [word, `.Values.${word}`]));
  const sets = DOTENV.test(path) || UNIT.test(path) || (DOCKERFILE.test(path) && /\bENV\b/i.test(text));
  const isYaml = YAML.test(path);
  const isOverlay = isYaml && (COMPOSE_OVERLAY.test(path) || OVERLAY.test(path) || STEP.test(text));
  if (!sets && !isOverlay && !(isYaml && SETS_VARIABLES.test(text))) return undefined;
  const words = new Set<string>(text.match(WORD));
  const handsOver = isYaml ? isOverlay || HANDS_OVER.test(text) : UNIT.test(path) && UNIT_HANDS_OVER.test(text);
  return handsOver ? words.add(HANDOVER) : words;
}

export function variablesOfDotenv({ facts, path }: FileFacts): SetVariable[] {
  return facts.flatMap((fact): SetVariable[] => {
    if (fact.kind !== 'setting' || fact.format !== 'dotenv' || fact.key.length !== 1) return [];
    const [name = ''] = fact.key;
    return /^\d*$/.test(name) ? [] : [{ name, value: fact.value, path, source: 'dotenv' }];
  });
}

/** What `ENV` sets in a stage and those that it is built on; without a name that is the last one. */
export function variablesOfDockerfile(file: FileFacts, target?: string): SetVariable[] {
  const stages = factsOfKind(file, 'resource').filter(({ type }) => type === 'dockerfile:stage');
  const chain: string[] = [];
  let stage = target === undefined ? stages.at(-1) : stages.find(({ name }) => name === target);
  while (stage && !chain.includes(stage.name)) {
    chain.unshift(stage.name);
    const from: Value | undefined = stage.value.entries.get('FROM');
    stage = from?.kind === 'known' ? stages.find(({ name }) => name === from.value) : undefined;
  }
  const settings = factsOfKind(file, 'setting').filter(({ document }) => document === 'dockerfile');
  const defaults = new Map(
    settings.flatMap(({ key, value }) => (key.at(-2) === 'ARG' ? [[key.at(-1) ?? '', value] as const] : [])),
  );
  const variables = chain.flatMap((name) =>
    settings
      .filter(({ key }) => key[0] === name && key[1] === 'ENV' && key.length === 3)
      .map(({ key, value, path }): SetVariable => {
        // `ARG PORT=80`, `ENV PORT=$PORT`
        const given = value.kind === 'environment' ? defaults.get(value.name) : undefined;
        return { name: key[2] ?? '', value: given ?? value, path, source: 'dockerfile' };
      }),
  );
  // What is set again replaces what was set before.
  return [...new Map(variables.map((variable) => [variable.name, variable])).values()];
}
