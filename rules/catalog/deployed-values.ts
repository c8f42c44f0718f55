/** What the configuration files of a project set environment variables to. */
import { knownTexts } from '../../server/model/ask.ts';
import type { FactsView, ProjectView } from '../../server/model/rule.ts';
import {
  ABSENT,
  type EnvironmentSetting,
  type EnvironmentSource,
  type EnvironmentValue,
  type Value,
} from '../../server/model/value.ts';
import { composed, either, mapParts } from '../../server/model/values.ts';

/** Values by the name of the variable. Examples and documentation say nothing about a real installation. */
export type DeployedValues = ReadonlyMap<string, readonly string[]>;

const VARIABLE = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/;

export function deployedValues(project: ProjectView): DeployedValues {
  const values = new Map<string, string[]>();
  for (const { name, texts } of project.gather(variablesOf)) {
    const known = values.get(name);
    if (known) known.push(...texts);
    else values.set(name, [...texts]);
  }
  return values;
}

function variablesOf(file: FactsView): readonly { readonly name: string; readonly texts: readonly string[] }[] {
  return file.facts('setting').flatMap(({ key, value }) => {
    const name = key.at(-1) ?? '';
    const texts = VARIABLE.test(name) ? knownTexts(value).map((each) => each.value) : [];
    return texts.length === 0 ? [] : [{ name, texts }];
  });
}

/** A variable that is set to another that is set to another. */
const MOST_HOPS = 3;
const PIPELINES: ReadonlySet<EnvironmentSource> = new Set<EnvironmentSource>(['gitlab-ci', 'github-workflow']);

/** Where a deployment sets the variable, so that what the code says instead is nowhere in force. */
function deployments({ set = [] }: EnvironmentValue): readonly EnvironmentSetting[] {
  return set.filter(
    ({ stage, source }) =>
      !PIPELINES.has(source) && (stage === 'production' || (stage === 'unknown' && source !== 'dotenv')),
  );
}

function textsSet(value: Value, hops: number): readonly string[] {
  if (value.kind === 'environment' && value.set && hops < MOST_HOPS)
    return value.set.flatMap((each) => textsSet(each.value, hops + 1));
  return knownTexts(value).map((each) => each.value);
}

/**
 * The value with what is deployed in the place of look-ups of the environment: where these have no fallback, and where
 * a deployment sets something else.
 */
export function withDeployed(value: Value, deployed: DeployedValues): Value {
  if (value.kind === 'environment') {
    const settings = deployments(value);
    const set = settings.flatMap((each) => textsSet(each.value, 0));
    // From a store, where nobody sees it.
    if (settings.length > 0 && set.length === 0)
      return value.fallback.kind === 'absent' ? value : { ...value, fallback: ABSENT };
    const texts = set.length > 0 ? set : value.fallback.kind === 'absent' ? deployed.get(value.name) : undefined;
    if (!texts) return value;
    const { range, origin } = value;
    return either(
      texts.map((text) => ({ kind: 'known', value: text, range, ...(origin && { origin }) })),
      range,
    );
  }
  if (value.kind === 'composed') {
    return composed(
      value.parts.map((part) => withDeployed(part, deployed)),
      value.range,
    );
  }
  return value.kind === 'either' || value.kind === 'record' || value.kind === 'list'
    ? mapParts(value, (part) => withDeployed(part, deployed))
    : value;
}
