/** Does a finding concern us: where it stands, where its value comes from, and what was decided about it. */
import type { JSX } from 'preact';
import type { ReviewedFolder } from '../../../server/model/review-protocol.ts';
import type { PastDecision, ReviewFinding } from '../../../server/model/review.ts';
import { dayText, Place, Prose, usePage } from '../../../server/report/page/page.tsx';
import { REPORT_TEXTS } from '../../../server/report/texts.ts';
import type { Beside } from './beside.ts';
import type { PanelTexts } from './texts.ts';

interface Props {
  readonly finding: ReviewFinding;
  readonly folder: ReviewedFolder;
  readonly texts: PanelTexts;
  readonly beside: Beside;
}

export function Concern({ finding, folder, texts, beside }: Props): JSX.Element {
  const { language, texts: page } = usePage();
  const same = folder.review.findings.filter(({ rule, key }) => rule === finding.rule && key !== finding.key).length;
  const own = beside.key === finding.key ? beside : undefined;
  return (
    <>
      <dl class="facts">
        <dt>{page.column.stage}</dt>
        <dd>{page.stage[finding.stage]}</dd>
        <dt>{page.column.confidence}</dt>
        <dd>{page.confidence[finding.confidence]}</dd>
        {same > 0 && (
          <>
            <dt>{texts.alsoAt}</dt>
            <dd>{texts.alsoCount(same)}</dd>
          </>
        )}
      </dl>
      <h3>{texts.excerpt}</h3>
      <Line number={finding.start.line} text={own?.lines?.[0]} texts={texts} />
      <h3>{texts.origin}</h3>
      {finding.related.length === 0 ? (
        <p>{texts.originNone}</p>
      ) : (
        <ul>
          {finding.related.map((related, at) => (
            <li key={at}>
              <Prose text={related.text[language]} /> <Place place={related} />
              <Line number={related.start.line} text={own?.lines?.[at + 1]} texts={texts} />
            </li>
          ))}
        </ul>
      )}
      <h3>{texts.decision}</h3>
      <Decision finding={finding} texts={texts} />
      <h3>{texts.history}</h3>
      <History past={own?.past ?? []} texts={texts} />
    </>
  );
}

interface LineProps {
  readonly number: number;
  /** Undefined until the extension has told it. */
  readonly text: string | null | undefined;
  readonly texts: PanelTexts;
}

function Line({ number, text, texts }: LineProps): JSX.Element {
  if (text === null) return <p>{texts.excerptNone}</p>;
  return (
    <pre class="excerpt" tabIndex={0} role="region" aria-label={`${texts.excerpt}, ${texts.line} ${String(number)}`}>
      <span class="number">{number}</span>
      {(text ?? ' ').trimStart()}
    </pre>
  );
}

function Decision({
  finding: { decision, reason, status },
  texts,
}: {
  readonly finding: ReviewFinding;
  readonly texts: PanelTexts;
}): JSX.Element {
  const { language, texts: page } = usePage();
  if (status === 'suppressed') return <p>{`${texts.suppressedBy} ${reason ?? ''}`}</p>;
  if (!decision) return <p>{texts.decisionNone}</p>;
  return (
    <dl class="facts">
      <dt>{page.column.decision}</dt>
      <dd>{`${REPORT_TEXTS[language].decision[decision.decision]} (${page.decisions.state[decision.state]})`}</dd>
      <dt>{page.column.reason}</dt>
      <dd>{decision.reason ?? page.decisions.noReason}</dd>
      <dt>{page.column.by}</dt>
      <dd>{decision.by ?? page.decisions.nobody}</dd>
      <dt>{page.column.confirmedBy}</dt>
      <dd>{decision.confirmedBy ?? page.decisions.nobody}</dd>
      <dt>{page.column.until}</dt>
      <dd>{decision.until === undefined ? page.decisions.unlimited : dayText(decision.until, language)}</dd>
    </dl>
  );
}

function History({ past, texts }: { readonly past: readonly PastDecision[]; readonly texts: PanelTexts }): JSX.Element {
  const { language } = usePage();
  if (past.length === 0) return <p>{texts.historyNone}</p>;
  return (
    <ol class="history">
      {past.map(({ day, author, decision, reason, by }, at) => (
        <li key={at}>
          {`${dayText(day, language)}, ${by ?? author}: ${decision ? REPORT_TEXTS[language].decision[decision] : texts.withdrawn}`}
          {reason !== undefined && ` – ${reason}`}
        </li>
      ))}
    </ol>
  );
}
