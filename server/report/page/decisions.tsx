/** What was decided: who, why, until when, and whether it still holds. */
import type { JSX } from 'preact';
import type { DecisionState } from '../../model/decision.ts';
import type { ReviewDecision } from '../../model/review.ts';
import { printable } from '../excerpt.ts';
import { REPORT_TEXTS } from '../texts.ts';
import { Badge, dayText, Empty, Place, Table, usePage, type Tone } from './page.tsx';

const TONES: Readonly<Record<DecisionState, Tone>> = {
  holds: 'good',
  expired: 'bad',
  unconfirmed: 'doubt',
  stale: 'quiet',
};

export function Decisions({ decisions }: { readonly decisions: readonly ReviewDecision[] }): JSX.Element {
  const { texts, language } = usePage();
  if (decisions.length === 0) return <Empty title={texts.decisions.none} help={texts.decisions.noneHelp} />;
  return (
    <>
      <p>{texts.decisions.intro}</p>
      <Table
        caption={texts.pages.decisions}
        heads={[
          texts.column.place,
          texts.column.decision,
          texts.column.reason,
          texts.column.by,
          texts.column.confirmedBy,
          texts.column.until,
        ]}
        kinds={['path', '', 'reason', '', '', '']}
        widths={[24, 16, 26, 12, 12, 10]}
        rows={decisions.map((decision) => [
          <Subject key="subject" decision={decision} />,
          <>
            {REPORT_TEXTS[language].decision[decision.decision]}
            <div>
              <Badge tone={TONES[decision.state]}>{texts.decisions.state[decision.state]}</Badge>
            </div>
          </>,
          decision.reason === undefined ? (
            <span class="small">{texts.decisions.noReason}</span>
          ) : (
            printable(decision.reason)
          ),
          decision.by === undefined ? <span class="small">{texts.decisions.nobody}</span> : printable(decision.by),
          <Confirmed key="confirmed" decision={decision} />,
          decision.until === undefined ? texts.decisions.unlimited : dayText(decision.until, language),
        ])}
      />
    </>
  );
}

function Subject({ decision: { place, path, rule } }: { readonly decision: ReviewDecision }): JSX.Element {
  return (
    <>
      {place ? <Place place={place} /> : printable(path)}
      <div class="small">{rule}</div>
    </>
  );
}

function Confirmed({ decision: { confirmedBy, decision } }: { readonly decision: ReviewDecision }): JSX.Element {
  const { texts } = usePage();
  if (confirmedBy !== undefined) return <>{printable(confirmedBy)}</>;
  const isNeeded = decision === 'accepted-risk' || decision === 'false-positive';
  return <span class="small">{isNeeded ? texts.decisions.nobody : texts.decisions.notNeeded}</span>;
}
