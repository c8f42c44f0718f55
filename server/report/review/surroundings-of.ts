/** What a review shows beside findings: doors, registers, readiness and decisions, with places, and without secrets. */
import type { Analysis } from '../../model/analysis.ts';
import type { Inventory, ReadinessResult, RegisterAccess, Sight } from '../../model/inventory.ts';
import type {
  NamedPlace,
  ReviewAccess,
  ReviewCriterion,
  ReviewDecision,
  ReviewDoor,
  ReviewProject,
  Surroundings,
  Words,
} from '../../model/review.ts';
import { shownDoors, type ShownDoor } from '../doors/shown-door.ts';
import { Places } from '../places.ts';
import type { ReportSurroundings } from '../reporter.ts';
import { secretTexts, withoutSecrets } from '../secrets.ts';
import { Sights } from '../shown-sight.ts';

type Texts = Pick<ReportSurroundings, 'textOf' | 'secretsOf'>;

export function surroundingsOf(
  project: ReviewProject,
  analysis: Analysis,
  { accesses, readiness }: Inventory,
  texts: Texts,
): Surroundings {
  const sights = new Sights({ ...texts, language: 'en', colour: false });
  return {
    project,
    doors: doorsOf(analysis, texts),
    accesses: accesses.map((access) => accessOf(access, sights)),
    // Without an access there is nothing to judge, and every run would keep 25 questions.
    readiness: (accesses.length === 0 ? [] : readiness).map((result) => criterionOf(result, sights)),
    decisions: decisionsOf(analysis, texts),
  };
}

function doorsOf({ doors }: Analysis, texts: Texts): readonly ReviewDoor[] {
  // Both are sorted alike, by what is the same in every language.
  const german = shownDoors(doors, { ...texts, language: 'de', colour: false });
  const english = shownDoors(doors, { ...texts, language: 'en', colour: false });
  return english.map((shown, at): ReviewDoor => {
    const { door, path, handler, guards } = shown;
    const words = (of: (one: ShownDoor) => string | undefined): Words => ({
      de: of(german[at] ?? shown) ?? '',
      en: of(shown) ?? '',
    });
    return {
      method: door.method,
      path,
      verdict: door.verdict,
      purpose: door.purpose,
      ...(door.operation && { operation: door.operation }),
      reason: words(({ reason }) => reason),
      ...(shown.missing !== undefined && { missing: words(({ missing }) => missing) }),
      framework: door.framework,
      source: door.source,
      handler: plainPlace(handler),
      guards: guards.map((guard) => ({ ...plainPlace(guard), purposes: guard.purposes })),
    };
  });
}

function plainPlace({ name, path, start, end }: NamedPlace): NamedPlace {
  return { name, path, start, end };
}

function accessOf(access: RegisterAccess, sights: Sights): ReviewAccess {
  const { register, way, versions, transports, identifiers } = access;
  return {
    ...(register && { register: register.name }),
    way: way.name,
    kind: way.kind,
    versions,
    transports,
    identifiers,
    consent: named(access.consent, sights),
    log: named(access.log, sights),
    purpose: named(access.purpose, sights),
    places: named(access.sights, sights),
  };
}

function named(all: readonly Sight[], sights: Sights): readonly NamedPlace[] {
  return sights.all(all).map(({ what, path, start, end }) => ({ name: what, path, start, end }));
}

function criterionOf(result: ReadinessResult, sights: Sights): ReviewCriterion {
  const { number, title, question, step, status, declared, evidence, findings } = result;
  return {
    number,
    title,
    question,
    step,
    status,
    ...(declared && { declared }),
    evidence: named(evidence, sights),
    against: findings.map(({ path, range, message }) => {
      const { start, end } = sights.shown({ what: '', path, range });
      return { path, start, end, message };
    }),
  };
}

function decisionsOf({ decisions, secrets }: Analysis, { textOf }: Texts): readonly ReviewDecision[] {
  const places = new Places(textOf);
  return decisions.map(({ entry, state, finding }): ReviewDecision => {
    const { path, rule, fingerprint, decision, reason, by, confirmedBy, until } = entry;
    const hidden = secretTexts(textOf(path) ?? '', secrets.get(path) ?? []);
    return {
      ...{ path, rule, fingerprint, decision, state },
      ...(reason !== undefined && { reason: withoutSecrets(reason, hidden) }),
      ...(by !== undefined && { by }),
      ...(confirmedBy !== undefined && { confirmedBy }),
      ...(until !== undefined && { until }),
      ...(finding && { place: { path: finding.path, ...places.rangeOf(finding.path, finding.range) } }),
    };
  });
}
