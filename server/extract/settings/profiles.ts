/** Settings for single stages within one file: documents of Spring, keys of Quarkus, services of compose, namespaces. */
import { stageOfProfiles } from '../../classify/stage-of.ts';
import { knownTexts } from '../../model/ask.ts';
import type { ResourceFact, SettingFact } from '../../model/facts.ts';
import type { StagedPart } from '../../model/file-facts.ts';
import { ABSENT } from '../../model/value.ts';
import type { TextRange } from '../../model/text-range.ts';

/** What Spring asks a document for, now and up to 2.3. */
const OF_DOCUMENT = /^spring\.(?:config\.activate\.on-profile|profiles)(?:\.\d+)?$/;
/** `%prod.quarkus…`, `%{dev,test}.quarkus…` */
const OF_KEY = /^%\{?([\w,-]+)\}?$/;

/** @param facts all settings of one document of a file, which is of the type; `resources` are its objects */
export function stagedParts(
  type: string,
  facts: readonly SettingFact[],
  resources: readonly ResourceFact[],
): StagedPart[] {
  if (type === 'spring') return partsOfSpring(facts);
  if (type === 'compose') return partsOfCompose(resources);
  if (!type.startsWith('k8s:')) return [];
  const namespace = facts.find(({ key }) => key.join('.') === 'metadata.namespace');
  const stage = stageOfProfiles(knownTexts(namespace?.value ?? ABSENT)[0]?.value ?? '');
  return stage === 'unknown' ? [] : [{ ...around(facts), stage }];
}

/** `services: { db: { profiles: [dev] } }`: the service is started where one of its profiles is asked for. */
function partsOfCompose(services: readonly ResourceFact[]): StagedPart[] {
  return services.flatMap(({ value, range: { start, end } }): StagedPart[] => {
    const profiles = value.entries.get('profiles');
    const names = profiles?.kind === 'list' ? profiles.items.flatMap(knownTexts) : [];
    const stage = stageOfProfiles(names.map((name) => name.value).join(','));
    return stage === 'unknown' ? [] : [{ start, end, stage }];
  });
}

function partsOfSpring(facts: readonly SettingFact[]): StagedPart[] {
  const profiles = facts
    .filter(({ key }) => OF_DOCUMENT.test(key.join('.')))
    .flatMap(({ value }) => knownTexts(value).map((text) => text.value));
  const whole = profiles.length === 0 ? 'unknown' : stageOfProfiles(profiles.join(','));
  const parts: StagedPart[] = whole === 'unknown' ? [] : [{ ...around(facts), stage: whole }];
  for (const { key, range } of facts) {
    const profile = OF_KEY.exec(key[0] ?? '')?.[1];
    const stage = profile === undefined ? 'unknown' : stageOfProfiles(profile);
    if (stage !== 'unknown') parts.push({ start: range.start, end: range.end, stage });
  }
  return parts;
}

function around(facts: readonly SettingFact[]): TextRange {
  let [start, end] = [Infinity, 0];
  for (const { range } of facts) {
    start = Math.min(start, range.start);
    end = Math.max(end, range.end);
  }
  return { start, end };
}
