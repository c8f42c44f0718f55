/** What a project shows of each criterion of the readiness check: findings against it, evidence for it, or nothing. */
import { CRITERIA, type Criterion } from '../../rules/norms/readiness/index.ts';
import { isExchange } from '../../rules/catalog/register-exchange.ts';
import { inForce } from '../../rules/catalog/register-standards.ts';
import { mentionsIn } from '../../rules/catalog/standard-mentions.ts';
import type { Finding } from '../model/finding.ts';
import type { ReadinessResult, ReadinessStatus, RegisterAccess, Sight } from '../model/inventory.ts';
import type { FactsView, ProjectView } from '../model/rule.ts';
import type { Stage } from '../model/source.ts';
import { WordSequences, wordsOf } from '../model/words.ts';
import { namesIn } from './names.ts';

/** What is written about a criterion is shown up to this number of places. */
const MOST_SIGHTS = 10;

const SEQUENCES = new Map(CRITERIA.map(({ number, words }) => [number, new WordSequences(words)] as const));

/** All criteria in their order. Nothing is seen where the project touches no register. */
export function readinessOf(
  project: ProjectView,
  accesses: readonly RegisterAccess[],
  findings: readonly Finding[],
): readonly ReadinessResult[] {
  const isTouched = accesses.length > 0;
  const sights = isTouched ? project.gather(evidenceIn) : [];
  const open = isTouched ? findings.filter(({ suppressed }) => !suppressed) : [];
  return CRITERIA.map((criterion) => {
    const against = open.filter(({ rule }) => criterion.rules.includes(rule));
    const named = sights.filter(({ number }) => number === criterion.number);
    const seen = isTouched ? seenOf(criterion, project, accesses) : [];
    // A place that a rule objects to is no evidence for the opposite.
    const evidence = distinct([...seen, ...named]).filter((sight) => !against.some((finding) => holds(finding, sight)));
    const { number, title, question, step } = criterion;
    const declared = project.configuration.readiness[String(number)];
    return {
      ...{ number, title, question, step },
      status: statusOf(against.length, evidence.length),
      ...(declared && { declared }),
      evidence: evidence.slice(0, MOST_SIGHTS),
      findings: against,
    };
  });
}

function statusOf(against: number, evidence: number): ReadinessStatus {
  if (against > 0) return evidence > 0 ? 'partly' : 'not-met';
  return evidence > 0 ? 'met' : 'unseen';
}

type NumberedSight = Sight & { readonly number: number };

function evidenceIn(file: FactsView): readonly NumberedSight[] {
  return namesIn(file).flatMap(({ what, path, range }) => {
    const words = wordsOf(what);
    return CRITERIA.filter(({ number }) => SEQUENCES.get(number)?.occursIn(words)).map(({ number }) => ({
      ...{ number, what, path, range },
    }));
  });
}

function seenOf({ seen }: Criterion, project: ProjectView, accesses: readonly RegisterAccess[]): readonly Sight[] {
  switch (seen) {
    case 'standard-access':
      return accesses.filter(({ way }) => way.kind === 'standard').flatMap(({ sights }) => sights.slice(0, 2));
    case 'release-in-force':
      return mentionsIn(project)
        .filter(({ standard, release }) => release === inForce(standard))
        .map(({ place, standard, release }) => ({ ...place, what: `${standard.name} ${release.version}` }));
    case 'stages':
      return addressesOfStages(project);
    default:
      return [];
  }
}

/** Keys of addresses of an exchange that are set for production and for another stage, in files of their own. */
function addressesOfStages(project: ProjectView): readonly Sight[] {
  const byKey = new Map<string, (Sight & { readonly stage: Stage })[]>();
  for (const sight of project.gather(exchangeKeys)) byKey.set(sight.what, [...(byKey.get(sight.what) ?? []), sight]);
  return [...byKey.values()].flatMap((sights) => {
    const production = sights.find(({ stage }) => stage === 'production');
    const other = sights.find(({ stage }) => stage === 'test' || stage === 'local');
    return production && other ? [production, other] : [];
  });
}

function exchangeKeys(file: FactsView): readonly (Sight & { readonly stage: Stage })[] {
  return file
    .facts('setting')
    .filter(({ key }) => isExchange(key.slice(-2).join('.'), true))
    .map(({ key, keyRange, path }) => ({ what: key.at(-1) ?? '', path, range: keyRange, stage: file.stage }));
}

function distinct(sights: readonly Sight[]): readonly Sight[] {
  return [...new Map(sights.map((sight) => [`${sight.path} ${String(sight.range.start)}`, sight] as const)).values()];
}

function holds(finding: Finding, { path, range }: Sight): boolean {
  return finding.path === path && finding.range.start <= range.start && range.start < finding.range.end;
}
