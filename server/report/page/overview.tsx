/** How many findings there are, of which category and stage, what has become of them, and how that went. */
import type { JSX } from 'preact';
import type { Severity } from '../../model/finding.ts';
import { isUnsettled, STATUSES, type Review, type ReviewFinding } from '../../model/review.ts';
import type { Stage } from '../../model/source.ts';
import { SEVERITIES } from '../reporter.ts';
import { REPORT_TEXTS } from '../texts.ts';
import { Bars, Course, totalOf, type Bar } from './charts.tsx';
import { Heading, Table, usePage } from './page.tsx';

/** Open findings at one time. */
export interface Moment {
  /** As it is to be shown. */
  readonly time: string;
  readonly counts: Readonly<Record<Severity, number>>;
}

const STAGES: readonly Stage[] = ['production', 'test', 'local', 'unknown'];

/** `course` is there where earlier scans are remembered. */
export function Overview({
  review,
  course,
}: {
  readonly review: Review;
  readonly course?: readonly Moment[];
}): JSX.Element {
  const { texts, language } = usePage();
  const open = review.findings.filter(isUnsettled);
  const names = REPORT_TEXTS[language].category;
  const categories = Object.keys(names).map((category): Bar => ({
    label: capital(names[category] ?? category),
    counts: countsOf(open.filter((finding) => finding.category === category)),
  }));
  const stages = STAGES.map((stage): Bar => ({
    label: capital(texts.stage[stage]),
    counts: countsOf(open.filter((finding) => finding.stage === stage)),
  }));
  return (
    <>
      <Counted title={texts.overview.byCategory} head={texts.column.category} bars={categories} />
      <Counted title={texts.overview.byStage} head={texts.column.stage} bars={stages} />
      <div class="narrow">
        <Table
          caption={texts.overview.byStatus}
          heads={[texts.column.status, texts.column.total]}
          kinds={['', 'count']}
          rows={STATUSES.map((status) => [
            capital(texts.status[status]),
            review.findings.filter((finding) => finding.status === status).length,
          ])}
        />
      </div>
      {course && <CourseOf course={course} />}
    </>
  );
}

function Counted({
  title,
  head,
  bars,
}: {
  readonly title: string;
  readonly head: string;
  readonly bars: readonly Bar[];
}): JSX.Element {
  const { texts, language } = usePage();
  const { severity } = REPORT_TEXTS[language];
  return (
    <div class="chart-pair">
      <div>
        <Bars bars={bars} />
        <ul class="legend" aria-hidden="true">
          {SEVERITIES.map((each) => (
            <li key={each} class={each}>
              {severity[each]}
            </li>
          ))}
        </ul>
      </div>
      <Table
        caption={title}
        heads={[head, ...SEVERITIES.map((each) => capital(severity[each])), texts.column.total]}
        kinds={['', 'count', 'count', 'count', 'count']}
        rows={bars.map(({ label, counts }) => [label, ...SEVERITIES.map((each) => counts[each]), totalOf(counts)])}
      />
    </div>
  );
}

function CourseOf({ course }: { readonly course: readonly Moment[] }): JSX.Element {
  const { texts, language } = usePage();
  const { severity } = REPORT_TEXTS[language];
  if (course.length < 2) {
    return (
      <>
        <Heading>{texts.overview.course}</Heading>
        <p>{texts.overview.courseNone}</p>
      </>
    );
  }
  const totals = course.map(({ counts }) => totalOf(counts));
  return (
    <div class="chart-pair">
      <Course values={totals} />
      <Table
        caption={texts.overview.course}
        heads={[texts.column.date, ...SEVERITIES.map((each) => capital(severity[each])), texts.column.total]}
        kinds={['', 'count', 'count', 'count', 'count']}
        rows={course.map(({ time, counts }) => [time, ...SEVERITIES.map((each) => counts[each]), totalOf(counts)])}
      />
    </div>
  );
}

export function countsOf(findings: readonly ReviewFinding[]): Readonly<Record<Severity, number>> {
  const of = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { error: of('error'), warning: of('warning'), information: of('information') };
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
