/** What a stored run keeps beside its findings, read back; and those of several runs as one. */
import { DECISION_KINDS } from '../../model/decision.ts';
import { IDENTIFIERS } from '../../model/inventory.ts';
import type {
  NamedPlace,
  ReviewAccess,
  ReviewCriterion,
  ReviewDecision,
  ReviewDoor,
  ReviewPlace,
  Surroundings,
  Words,
} from '../../model/review.ts';
import { digits, list, name, number, oneOf, path, placeOf, record, string, type Json } from '../stored-values.ts';

const VERDICTS = ['second-factor', 'sign-in-only', 'machine', 'open', 'unknown'] as const;
const PURPOSES = ['sign-in', 'sign-out', 'sensitive-operation', 'administration', 'public', 'other'] as const;
const OPERATIONS = ['bank-details', 'role-change', 'data-export', 'deletion', 'key-management'] as const;
const GUARDS = ['sign-in', 'second-factor', 'step-up', 'role', 'machine', 'other', 'unknown'] as const;
const STATUSES = ['met', 'partly', 'not-met', 'unseen'] as const;

export function storedSurroundings(review: Json): Surroundings {
  const project = record(review['project']);
  const { commit, date } = project;
  return {
    project: {
      name: string(project['name']),
      ...(commit !== undefined && { commit: commitOf(record(commit)) }),
      ...(date !== undefined && { date: day(date) }),
      scope: strings(project['scope']),
    },
    doors: records(review['doors']).map(doorOf),
    accesses: records(review['accesses']).map(accessOf),
    readiness: records(review['readiness']).map(criterionOf),
    decisions: records(review['decisions']).map(decisionOf),
  };
}

/** Of parts of a project; the first names it. What speaks for and against a criterion is put together. */
export function mergedSurroundings([first, ...others]: readonly Surroundings[]): { review?: Surroundings } {
  if (!first) return {};
  const all = [first, ...others];
  const numbers = [...new Set(all.flatMap(({ readiness }) => readiness.map(({ number: of }) => of)))];
  return {
    review: {
      project: { ...first.project, scope: all.flatMap(({ project }) => project.scope) },
      doors: all.flatMap(({ doors }) => doors),
      accesses: all.flatMap(({ accesses }) => accesses),
      readiness: numbers.flatMap((of) => {
        const same = all.flatMap(({ readiness }) => readiness.filter((each) => each.number === of));
        const [criterion] = same;
        if (!criterion) return [];
        const evidence = same.flatMap((each) => each.evidence);
        const against = same.flatMap((each) => each.against);
        const met = evidence.length > 0 ? 'met' : 'unseen';
        const notMet = evidence.length > 0 ? 'partly' : 'not-met';
        return [{ ...criterion, evidence, against, status: against.length > 0 ? notMet : met }];
      }),
      decisions: all.flatMap(({ decisions }) => decisions),
    },
  };
}

function commitOf(commit: Json): { id: string; changed?: boolean } {
  const { id, changed } = commit;
  return { id: string(id), ...(changed !== undefined && { changed: changed === true }) };
}

function doorOf(door: Json): ReviewDoor {
  const { operation, missing } = door;
  return {
    method: string(door['method']),
    path: string(door['path']),
    verdict: oneOf(door['verdict'], VERDICTS),
    purpose: oneOf(door['purpose'], PURPOSES),
    ...(operation !== undefined && { operation: oneOf(operation, OPERATIONS) }),
    reason: words(door['reason']),
    ...(missing !== undefined && { missing: words(missing) }),
    framework: string(door['framework']),
    source: oneOf(door['source'], ['server', 'gateway', 'description']),
    handler: named(record(door['handler'])),
    guards: records(door['guards']).map((guard) => ({
      ...named(guard),
      purposes: list(guard['purposes']).map((purpose) => oneOf(purpose, GUARDS)),
    })),
  };
}

function accessOf(access: Json): ReviewAccess {
  const { register } = access;
  return {
    ...(register !== undefined && { register: words(register) }),
    way: words(access['way']),
    kind: oneOf(access['kind'], ['standard', 'past', 'unclear']),
    versions: strings(access['versions']),
    transports: strings(access['transports']),
    identifiers: list(access['identifiers']).map((each) => oneOf(each, IDENTIFIERS)),
    consent: records(access['consent']).map(named),
    log: records(access['log']).map(named),
    purpose: records(access['purpose']).map(named),
    places: records(access['places']).map(named),
  };
}

function criterionOf(criterion: Json): ReviewCriterion {
  const { declared } = criterion;
  return {
    number: number(criterion['number']),
    title: words(criterion['title']),
    question: words(criterion['question']),
    step: words(criterion['step']),
    status: oneOf(criterion['status'], STATUSES),
    ...(declared !== undefined && { declared: declarationOf(record(declared)) }),
    evidence: records(criterion['evidence']).map(named),
    against: records(criterion['against']).map((each) => ({ ...place(each), message: words(each['message']) })),
  };
}

function declarationOf({ status, note }: Json): NonNullable<ReviewCriterion['declared']> {
  return { status: oneOf(status, ['met', 'partly', 'not-met']), ...(note !== undefined && { note: string(note) }) };
}

function decisionOf(decision: Json): ReviewDecision {
  const { reason, by, confirmedBy, until, place: at } = decision;
  return {
    path: path(decision['path']),
    rule: name(decision['rule']),
    fingerprint: digits(decision['fingerprint']),
    decision: oneOf(decision['decision'], DECISION_KINDS),
    state: oneOf(decision['state'], ['holds', 'expired', 'unconfirmed', 'stale']),
    ...(reason !== undefined && { reason: string(reason) }),
    ...(by !== undefined && { by: string(by) }),
    ...(confirmedBy !== undefined && { confirmedBy: string(confirmedBy) }),
    ...(until !== undefined && { until: day(until) }),
    ...(at !== undefined && { place: place(record(at)) }),
  };
}

function named(value: Json): NamedPlace {
  return { name: string(value['name']), ...place(value) };
}

function place(value: Json): ReviewPlace {
  return { path: path(value['path']), start: placeOf(value['start']), end: placeOf(value['end']) };
}

function words(value: unknown): Words {
  const { de, en } = record(value);
  return { de: string(de), en: string(en) };
}

function day(value: unknown): string {
  return /^\d{4}-\d\d-\d\d$/.exec(string(value))?.[0] ?? string(undefined);
}

function records(value: unknown): readonly Json[] {
  return list(value).map(record);
}

function strings(value: unknown): readonly string[] {
  return list(value).map(string);
}
