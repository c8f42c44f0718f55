/** What the configuration files of a project set environment variables to. */
import { knownTexts } from '../../server/model/ask.ts';
import type { FactsView, ProjectView } from '../../server/model/rule.ts';
import type { Value } from '../../server/model/value.ts';
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

/** The value with what is deployed in the place of look-ups of the environment that have no fallback. */
export function withDeployed(value: Value, deployed: DeployedValues): Value {
  if (value.kind === 'environment') {
    const texts = value.fallback.kind === 'absent' ? deployed.get(value.name) : undefined;
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
