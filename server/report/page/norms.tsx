/** Every norm from its own side: checked and clean, open, partly, not checkable by a tool. */
import type { JSX } from 'preact';
import type { ControlState, ReviewControl, ReviewNorm } from '../../model/review.ts';
import { Badge, Heading, Table, usePage, type Tone } from './page.tsx';

const TONES: Readonly<Record<ControlState, Tone>> = { open: 'bad', clean: 'good', partly: 'plain', unchecked: 'quiet' };
const STATES = Object.keys(TONES) as ControlState[];

export function Norms({ norms }: { readonly norms: readonly ReviewNorm[] }): JSX.Element {
  const { texts, language } = usePage();
  return (
    <>
      <p>{texts.norms.intro}</p>
      <Table
        caption={texts.pages.norms}
        heads={[texts.pages.norms, ...STATES.map((state) => texts.norms.state[state])]}
        kinds={['', 'count', 'count', 'count', 'count']}
        rows={norms.map((norm) => [
          norm.title[language],
          ...STATES.map((state) => norm.controls.filter((control) => control.state === state).length),
        ])}
      />
      {norms.map((norm) => (
        <NormOf key={norm.id} norm={norm} />
      ))}
    </>
  );
}

/** Folded: what a reader looks up. Printed, all of them are open (`page-style.ts`). */
function NormOf({ norm }: { readonly norm: ReviewNorm }): JSX.Element {
  const { texts, language } = usePage();
  const open = norm.controls.filter(({ state }) => state === 'open').length;
  return (
    <details class="norm" open>
      <summary>
        <Heading>{norm.title[language]}</Heading>
        <span class="small">
          {texts.norms.edition(norm.edition)}
          {open > 0 && ` · ${texts.norms.state.open}: ${String(open)}`}
        </span>
      </summary>
      {norm.note && <p class="small">{norm.note[language]}</p>}
      <Table
        caption={`${texts.norms.source}: ${norm.source}`}
        heads={[texts.column.control, texts.column.title, texts.column.result]}
        kinds={['control', '', 'result']}
        rows={norm.controls.map((control) => [
          control.id,
          control.title[language],
          <Result key="result" control={control} />,
        ])}
      />
    </details>
  );
}

function Result({ control: { state, open, beyondTools } }: { readonly control: ReviewControl }): JSX.Element {
  const { texts } = usePage();
  const words = state === 'unchecked' && beyondTools ? texts.norms.beyondTools : texts.norms.state[state];
  return <Badge tone={TONES[state]}>{open > 0 ? `${words}: ${String(open)}` : words}</Badge>;
}
