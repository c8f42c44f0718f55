/** What a manager has to know, in plain sentences, and what to do first. */
import type { JSX } from 'preact';
import type { Language } from '../../model/finding.ts';
import { isUnsettled, type Review, type ReviewFinding } from '../../model/review.ts';
import { SEVERITIES } from '../reporter.ts';
import { REPORT_TEXTS } from '../texts.ts';
import { capital, countsOf } from './overview.tsx';
import { Badge, Heading, PAGE_TEXTS, usePage, type Tone } from './page.tsx';

/** Rules that are named as what to do first. */
const MOST = 5;

export const SEVERITY_TONES: Readonly<Record<ReviewFinding['severity'], Tone>> = {
  error: 'bad',
  warning: 'doubt',
  information: 'plain',
};

export function Summary({ review }: { readonly review: Review }): JSX.Element {
  const { texts, language } = usePage();
  const open = review.findings.filter(isUnsettled);
  const names = REPORT_TEXTS[language].category;
  const touched = Object.keys(names).filter((category) => open.some((finding) => finding.category === category));
  const first = firstRules(open);
  return (
    <>
      {review.crashes.length > 0 && <p class="alert">{texts.summary.crashed}</p>}
      {sentences(review, open, language).map((sentence) => (
        <p key={sentence} class="sentence">
          {sentence}
        </p>
      ))}
      {touched.length > 0 && (
        <ul>
          {touched.map((category) => (
            <li key={category}>
              <strong>{capital(names[category] ?? category)}:</strong>{' '}
              {severitiesOf(
                open.filter((finding) => finding.category === category),
                language,
              )}
              . {texts.risk[category]}
            </li>
          ))}
        </ul>
      )}
      {first.length > 0 && (
        <>
          <Heading>{texts.summary.first}</Heading>
          <ol class="steps">
            {first.map(({ rule, severity, count }) => (
              <li key={rule}>
                <Badge tone={SEVERITY_TONES[severity]}>{capital(REPORT_TEXTS[language].severity[severity])}</Badge>{' '}
                {review.rules.find(({ id }) => id === rule)?.title[language] ?? rule} ({texts.summary.places(count)})
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function sentences(review: Review, open: readonly ReviewFinding[], language: Language): readonly string[] {
  const { summary } = PAGE_TEXTS[language];
  const { findings, doors, accesses, notJudged, counts, baseline } = review;
  const count = (is: (finding: ReviewFinding) => boolean): number => findings.filter(is).length;
  const production = open.filter(({ stage }) => stage === 'production').length;
  const lapsed = count(({ status }) => status === 'expired' || status === 'unconfirmed');
  const suppressed = count(({ status }) => status === 'suppressed');
  const settled = findings.length - open.length - suppressed;
  const fixable = open.filter(({ fix }) => fix).length;
  const sensitive = doors.filter(
    ({ verdict, purpose }) =>
      (verdict === 'open' || verdict === 'sign-in-only') &&
      (purpose === 'administration' || purpose === 'sensitive-operation'),
  ).length;
  const verdicts = (verdict: string): number => doors.filter((door) => door.verdict === verdict).length;
  const files = new Set(open.map(({ path }) => path)).size;
  return [
    [
      open.length === 0 ? summary.clean(counts.files) : summary.open(open.length, severitiesOf(open, language), files),
      ...(production > 0 ? [summary.production(production)] : []),
      ...(fixable > 0 ? [summary.fixable(fixable)] : []),
      ...(baseline && baseline.absent > 0 ? [summary.absent(baseline.absent)] : []),
    ],
    [
      ...(settled > 0 ? [summary.settled(settled)] : []),
      ...(lapsed > 0 ? [summary.lapsed(lapsed)] : []),
      ...(suppressed > 0 ? [summary.suppressed(suppressed)] : []),
    ],
    [
      ...(doors.length > 0 ? [summary.doors(doors.length, verdicts('open'), verdicts('unknown'))] : []),
      ...(sensitive > 0 ? [summary.sensitive(sensitive)] : []),
      ...(accesses.length > 0
        ? [summary.registers(accesses.length, accesses.filter(({ kind }) => kind === 'past').length)]
        : []),
    ],
    notJudged.length > 0 ? [summary.notJudged(notJudged.length)] : [],
  ]
    .filter((paragraph) => paragraph.length > 0)
    .map((paragraph) => paragraph.join(' '));
}

/** `2 Fehler, 1 Warnung`. */
function severitiesOf(findings: readonly ReviewFinding[], language: Language): string {
  const counts = countsOf(findings);
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => REPORT_TEXTS[language].severityCount[severity](counts[severity]))
    .join(', ');
}

interface First {
  readonly rule: string;
  readonly severity: ReviewFinding['severity'];
  readonly count: number;
}

/** The most severe first; among equals what concerns production, then what occurs most often. */
function firstRules(open: readonly ReviewFinding[]): readonly First[] {
  const rules = [...new Set(open.map(({ rule }) => rule))].sort();
  const weighed = rules.map((rule) => {
    const own = open.filter((finding) => finding.rule === rule);
    const severity = SEVERITIES.find((each) => own.some((finding) => finding.severity === each)) ?? 'information';
    return { rule, severity, count: own.length, production: own.filter(({ stage }) => stage === 'production').length };
  });
  return weighed
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        b.production - a.production ||
        b.count - a.count,
    )
    .slice(0, MOST);
}
