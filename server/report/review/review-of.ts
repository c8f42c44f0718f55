/** An analysis as a reviewer sees it: the one model behind the panel, the report and a stored run. */
import { createHash } from 'node:crypto';
import type { Analysis } from '../../model/analysis.ts';
import type { Finding } from '../../model/finding.ts';
import type { Review, ReviewDecision, ReviewFinding, ReviewRule, Status, Surroundings } from '../../model/review.ts';
import type { Rule } from '../../model/rule.ts';
import { normsOfRule } from '../norms.ts';
import { Places } from '../places.ts';
import { categoryOf, type ReportSurroundings } from '../reporter.ts';
import { secretTexts, withoutSecrets } from '../secrets.ts';
import { normStates } from './norm-states.ts';

/** Of a run that was stored before there was more to keep. */
const NOTHING: Surroundings = {
  project: { name: '', scope: [] },
  doors: [],
  accesses: [],
  readiness: [],
  decisions: [],
};

type Given = Pick<ReportSurroundings, 'version' | 'rules' | 'textOf' | 'secretsOf' | 'placeOf' | 'review'>;

export function reviewOf(analysis: Analysis, surroundings: Given): Review {
  const { version, rules, textOf, placeOf, review = NOTHING } = surroundings;
  const places = new Places(textOf, placeOf);
  const findings = reviewFindings(analysis, surroundings, places, review.decisions);
  const found = new Set(findings.map(({ rule }) => rule));
  const { notices, crashes, counts, baseline } = analysis;
  return {
    ...review,
    tool: { version, rules: rules.length, state: stateOf(rules) },
    counts,
    findings,
    rules: rules.filter(({ id }) => found.has(id)).map(reviewRule),
    norms: normStates(findings, rules),
    notJudged: notices.map(({ path, range, reason }) => ({
      path,
      reason,
      ...(range && { place: { path, ...places.rangeOf(path, range) } }),
    })),
    crashes: crashes.map(({ what, path }) => ({ what, ...(path !== undefined && { path }) })),
    ...(baseline && { baseline }),
  };
}

function reviewRule({ id, text }: Rule): ReviewRule {
  return {
    id,
    title: { de: text.de.title, en: text.en.title },
    why: { de: text.de.why, en: text.en.why },
    norms: normsOfRule(id),
  };
}

function reviewFindings(
  { findings }: Analysis,
  { textOf, secretsOf }: Given,
  places: Places,
  decisions: readonly ReviewDecision[],
): readonly ReviewFinding[] {
  const decided = new Map(
    decisions.flatMap((decision) => (decision.place ? [[keyOf(decision.place.path, decision), decision]] : [])),
  );
  return [...keysOf(findings)].map(([key, finding]): ReviewFinding => {
    const { path, rule, severity, confidence, message, advice, fingerprint, fix, stage, suppressed } = finding;
    const decision = decided.get(key);
    return {
      key,
      rule,
      category: categoryOf(rule),
      severity,
      confidence,
      stage: stage ?? 'unknown',
      status: statusOf(finding, decision),
      path,
      ...places.rangeOf(path, finding.range),
      message,
      advice,
      related: finding.related.map((related) => ({
        path: related.path,
        ...places.rangeOf(related.path, related.range),
        text: related.text,
      })),
      ...(fix && { fix: { safety: fix.safety, title: fix.title } }),
      fingerprint,
      isNew: finding.baseline === 'new',
      ...(suppressed && {
        reason: withoutSecrets(suppressed.reason, secretTexts(textOf(path) ?? '', secretsOf(path))),
      }),
      ...(decision && { decision }),
    };
  });
}

/** Findings by the keys that a review gives them. */
export function keysOf(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const keys = new Map<string, Finding>();
  for (const finding of findings) {
    const key = keyOf(finding.path, finding);
    let [free, occurrence] = [key, 0];
    while (keys.has(free)) free = `${key}#${String(++occurrence)}`;
    keys.set(free, finding);
  }
  return keys;
}

function keyOf(path: string, { rule, fingerprint }: Pick<Finding, 'rule' | 'fingerprint'>): string {
  return [path, rule, fingerprint].join('#');
}

/** What was there before is no less open; whether it is new is told beside it. */
function statusOf({ suppressed, decision }: Finding, entry: ReviewDecision | undefined): Status {
  if (suppressed) return 'suppressed';
  if (decision) return decision.decision;
  return entry?.state === 'expired' || entry?.state === 'unconfirmed' ? entry.state : 'open';
}

/** Changes with every rule that is added, taken away or worded anew: what a report says can be traced to its rules. */
function stateOf(rules: readonly Rule[]): string {
  const hash = createHash('sha256');
  for (const { id, severity, text } of rules) hash.update(JSON.stringify([id, severity, text]));
  return hash.digest('hex').slice(0, 12);
}

/** The review without what was there before, where two states were compared. */
export function onlyNew(review: Review): Review {
  return review.baseline ? { ...review, findings: review.findings.filter(({ isNew }) => isNew) } : review;
}
