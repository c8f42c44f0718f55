/** The report that is printed and signed: every page of a review one after the other, without a script. */
import type { ComponentChildren, JSX } from 'preact';
import { isUnsettled, type Review, type ReviewFinding } from '../../model/review.ts';
import { printable } from '../excerpt.ts';
import { REPORT_TEXTS } from '../texts.ts';
import { Decisions } from './decisions.tsx';
import { DoorMap } from './door-map.tsx';
import { DoorCounts, DoorTable, NoDoors } from './doors.tsx';
import { Norms } from './norms.tsx';
import { NotJudged } from './not-judged.tsx';
import { capital, Overview } from './overview.tsx';
import { Badge, dayText, Empty, Place, Prose, Table, usePage } from './page.tsx';
import { Readiness, Registers } from './registers.tsx';
import { SEVERITY_TONES, Summary } from './summary.tsx';

export function Report({ review }: { readonly review: Review }): JSX.Element {
  const { texts } = usePage();
  const { pages } = texts;
  const sections: readonly (readonly [id: keyof typeof pages, content: ComponentChildren])[] = [
    ['summary', <Summary key="" review={review} />],
    ['overview', <Overview key="" review={review} />],
    ['findings', <Findings key="" review={review} />],
    ['doors', <Doors key="" review={review} />],
    ['registers', <Registers key="" review={review} />],
    ['readiness', <Readiness key="" review={review} />],
    ['norms', <Norms key="" norms={review.norms} />],
    ['decisions', <Decided key="" review={review} />],
    ['notJudged', <NotJudged key="" review={review} />],
    ['signatures', <Signatures key="" />],
  ];
  return (
    <>
      <Cover review={review}>
        <nav aria-label={texts.contents}>
          <h2>{texts.contents}</h2>
          <ol>
            {sections.map(([id]) => (
              <li key={id}>
                <a href={`#${id}`}>{pages[id]}</a>
              </li>
            ))}
          </ol>
        </nav>
      </Cover>
      <main>
        {sections.map(([id, content], at) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id}>
              {at + 1}. {pages[id]}
            </h2>
            {content}
          </section>
        ))}
      </main>
    </>
  );
}

function Cover({ review, children }: { readonly review: Review; readonly children: ComponentChildren }): JSX.Element {
  const { texts, language } = usePage();
  const { project, tool, counts, baseline } = review;
  const { cover } = texts;
  const scope = project.scope.length === 0 ? cover.whole : project.scope.map(printable).join(', ');
  const rows: readonly (readonly [string, ComponentChildren])[] = [
    [cover.project, printable(project.name === '' ? cover.noDate : project.name)],
    [
      cover.commit,
      project.commit ? (
        <>
          <code>{printable(project.commit.id.slice(0, 12))}</code>
          {project.commit.changed === true && `, ${cover.changed}`}
        </>
      ) : (
        cover.noCommit
      ),
    ],
    [cover.date, project.date === undefined ? cover.noDate : dayText(project.date, language)],
    [cover.scope, [scope, ...(baseline ? [cover.since(baseline.commit.slice(0, 12))] : [])].join('; ')],
    ['', cover.files(counts.files, counts.parsed)],
    [cover.tool, `Fachlint ${tool.version}`],
    [cover.rules, cover.ruleCount(tool.rules, tool.state)],
  ];
  return (
    <header class="cover">
      <p class="kind">{texts.report}</p>
      <h1>{texts.reportOf}</h1>
      <dl>
        {rows.map(([term, text], at) => (
          <div key={at}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {children}
      <p class="small">{cover.note}</p>
    </header>
  );
}

function Findings({ review }: { readonly review: Review }): JSX.Element {
  const { texts, language } = usePage();
  const open = review.findings.filter(isUnsettled);
  if (open.length === 0) return <Empty title={texts.findings.none} help={texts.findings.noneHelp} />;
  const names = REPORT_TEXTS[language].category;
  return (
    <>
      {Object.keys(names).flatMap((category) => {
        const own = open.filter((finding) => finding.category === category);
        const rules = [...new Set(own.map(({ rule }) => rule))];
        if (own.length === 0) return [];
        return [
          <h3 key={category}>
            {capital(names[category] ?? category)} ({own.length})
          </h3>,
          ...rules.map((rule) => (
            <RuleFindings key={rule} review={review} rule={rule} findings={own.filter((each) => each.rule === rule)} />
          )),
        ];
      })}
    </>
  );
}

interface RuleProps {
  readonly review: Review;
  readonly rule: string;
  readonly findings: readonly ReviewFinding[];
}

function RuleFindings({ review, rule: id, findings }: RuleProps): JSX.Element {
  const { texts, language } = usePage();
  const rule = review.rules.find((each) => each.id === id);
  const title = rule?.title[language] ?? id;
  const norms = rule?.norms.map(({ control }) => control).join(', ') ?? '';
  return (
    <>
      <h4>{title}</h4>
      <p class="small">
        <code>{id}</code>
        {norms !== '' && ` · ${texts.column.norms}: ${norms}`}
      </p>
      {rule && (
        <p>
          <Prose text={rule.why[language]} />
        </p>
      )}
      <Table
        caption={`${title}: ${texts.summary.places(findings.length)}`}
        heads={[texts.column.place, texts.column.severity, texts.column.finding, texts.column.stage]}
        kinds={['path', 'severity', 'message', 'stage']}
        widths={[25, 12, 51, 12]}
        rows={findings.map((finding) => [
          <Place key="place" place={finding} />,
          <>
            <Badge tone={SEVERITY_TONES[finding.severity]}>
              {capital(REPORT_TEXTS[language].severity[finding.severity])}
            </Badge>
            {finding.status !== 'open' && <div class="small">{texts.status[finding.status]}</div>}
          </>,
          <>
            <Prose text={finding.message[language]} />
            <div class="advice">
              <strong>{texts.column.advice}:</strong> <Prose text={finding.advice[language]} />
            </div>
          </>,
          texts.stage[finding.stage],
        ])}
      />
    </>
  );
}

function Doors({ review: { doors } }: { readonly review: Review }): JSX.Element {
  if (doors.length === 0) return <NoDoors />;
  return (
    <>
      <DoorCounts doors={doors} />
      <DoorMap doors={doors} />
      <DoorTable doors={doors} />
    </>
  );
}

function Decided({ review }: { readonly review: Review }): JSX.Element {
  const { texts } = usePage();
  const suppressed = review.findings.filter(({ status }) => status === 'suppressed');
  return (
    <>
      <Decisions decisions={review.decisions} />
      {suppressed.length > 0 && (
        <Table
          caption={texts.summary.suppressed(suppressed.length)}
          heads={[texts.column.place, texts.column.rule, texts.column.reason]}
          kinds={['path', '', 'reason']}
          rows={suppressed.map((finding) => [
            <Place key="place" place={finding} />,
            finding.rule,
            printable(finding.reason ?? ''),
          ])}
        />
      )}
    </>
  );
}

function Signatures(): JSX.Element {
  const { texts } = usePage();
  const { signatures, column } = texts;
  return (
    <div class="signatures">
      <p>{signatures.intro}</p>
      <Table
        caption={texts.pages.signatures}
        heads={[signatures.role, column.name, signatures.place, column.signature]}
        kinds={['role', 'line', 'line', 'line']}
        rows={signatures.roles.map((role) => [role, '', '', ''])}
      />
      <p>{signatures.remarks}:</p>
      <div class="remarks" />
    </div>
  );
}
