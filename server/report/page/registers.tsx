/** Which registers are reached and how, and what that means for a connection to the NOOTS. */
import type { JSX } from 'preact';
import { CRITERIA_CHECKED, CRITERIA_SOURCES } from '../../../rules/norms/readiness/index.ts';
import type { ReadinessStatus } from '../../model/inventory.ts';
import type { NamedPlace, Review, ReviewAccess, ReviewCriterion } from '../../model/review.ts';
import { printable } from '../excerpt.ts';
import { READINESS_TEXTS } from '../readiness/texts.ts';
import { REGISTER_TEXTS } from '../registers/texts.ts';
import { Badge, Empty, Place, Prose, Table, usePage, type Tone } from './page.tsx';

const KINDS: Readonly<Record<ReviewAccess['kind'], Tone>> = { standard: 'good', past: 'bad', unclear: 'doubt' };
const STATUSES: Readonly<Record<ReadinessStatus, Tone>> = {
  met: 'good',
  partly: 'doubt',
  'not-met': 'bad',
  unseen: 'plain',
};
const MARKS = ['consent', 'log', 'purpose'] as const;
/** Findings and evidence of one criterion are shown up to this number. */
const MOST = 5;

export function Registers({ review: { accesses } }: { readonly review: Review }): JSX.Element {
  const { texts, language } = usePage();
  const words = REGISTER_TEXTS[language];
  if (accesses.length === 0) return <Empty title={texts.registers.none} help={texts.registers.noneHelp} />;
  return (
    <>
      <Table
        caption={`${words.title}: ${words.count(accesses.length)}`}
        heads={[
          words.column.register,
          words.column.way,
          words.column.identifiers,
          ...MARKS.map((mark) => words.column[mark]),
          words.column.places,
        ]}
        kinds={['register', 'way', '', 'places', 'places', 'places', 'places']}
        widths={[13, 17, 10, 12, 12, 12, 24]}
        rows={accesses.map((access) => [
          printable(access.register?.[language] ?? words.noRegister),
          <Way key="way" access={access} />,
          access.identifiers.join(', '),
          ...MARKS.map((mark) => <First key={mark} places={access[mark]} none={words.notSeen} />),
          <Places key="places" places={access.places} />,
        ])}
      />
      <p class="small">{words.note}</p>
    </>
  );
}

function Way({ access }: { readonly access: ReviewAccess }): JSX.Element {
  const { language } = usePage();
  const words = REGISTER_TEXTS[language];
  const versions = access.versions.map((version) => `${words.column.versions} ${version}`);
  return (
    <>
      <Badge tone={KINDS[access.kind]}>{words.kind[access.kind]}</Badge>
      {access.way[language] !== words.kind[access.kind] && <div>{printable(access.way[language])}</div>}
      <div class="small">{printable([...versions, ...access.transports].join(', '))}</div>
    </>
  );
}

function First({
  places: [first, ...others],
  none,
}: {
  readonly places: readonly NamedPlace[];
  readonly none: string;
}): JSX.Element {
  if (!first) return <span class="small">{none}</span>;
  return (
    <>
      <Place place={first} />
      {others.length > 0 && <span class="small"> +{others.length}</span>}
    </>
  );
}

function Places({ places }: { readonly places: readonly NamedPlace[] }): JSX.Element {
  return (
    <ul>
      {places.map((place, at) => (
        <li key={at}>
          <Place place={place} name={place.name} />
        </li>
      ))}
    </ul>
  );
}

export function Readiness({ review: { readiness, accesses } }: { readonly review: Review }): JSX.Element {
  const { texts, language } = usePage();
  const words = READINESS_TEXTS[language];
  if (accesses.length === 0 || readiness.length === 0) return <p>{texts.registers.readinessNone}</p>;
  const steps = readiness.filter(({ status }) => status === 'not-met' || status === 'partly');
  const statuses = Object.keys(STATUSES) as ReadinessStatus[];
  return (
    <>
      <p>{words.intro}</p>
      <ul class="counts">
        {statuses.map((status) => (
          <li key={status}>
            <Badge tone={STATUSES[status]}>{words.status[status]}</Badge>{' '}
            {readiness.filter((each) => each.status === status).length}
          </li>
        ))}
      </ul>
      <Table
        caption={words.criteria}
        heads={[words.column.criterion, words.column.status, words.column.against, words.column.evidence]}
        kinds={['criterion', '', 'places', 'places']}
        widths={[30, 16, 27, 27]}
        rows={readiness.map((criterion) => [
          <Question key="question" criterion={criterion} />,
          <State key="state" criterion={criterion} />,
          <Against key="against" criterion={criterion} />,
          <Places key="evidence" places={criterion.evidence.slice(0, MOST)} />,
        ])}
      />
      {steps.length > 0 && (
        <>
          <h3>{words.steps}</h3>
          <ol class="steps">
            {steps.map(({ number, step }) => (
              <li key={number} value={number}>
                {step[language]}
              </li>
            ))}
          </ol>
        </>
      )}
      <h3>{words.sources}</h3>
      <p class="small">{words.ownList(CRITERIA_CHECKED)}</p>
      <ul class="small">
        {CRITERIA_SOURCES.map(({ title, source }) => (
          <li key={source}>
            {title[language]}: {source}
          </li>
        ))}
      </ul>
    </>
  );
}

function Question({ criterion }: { readonly criterion: ReviewCriterion }): JSX.Element {
  const { language } = usePage();
  const { number, title, question, status } = criterion;
  return (
    <>
      {`${String(number)}. ${title[language]}`}
      {status !== 'met' && <div class="small">{question[language]}</div>}
    </>
  );
}

function State({ criterion: { status, declared } }: { readonly criterion: ReviewCriterion }): JSX.Element {
  const { language } = usePage();
  const words = READINESS_TEXTS[language];
  return (
    <>
      <Badge tone={STATUSES[status]}>{words.status[status]}</Badge>
      {declared && (
        <div class="small">
          {`${words.declared}: ${words.status[declared.status]}`}
          {declared.note !== undefined && ` – ${printable(declared.note)}`}
        </div>
      )}
    </>
  );
}

function Against({ criterion: { against } }: { readonly criterion: ReviewCriterion }): JSX.Element {
  const { language } = usePage();
  const more = against.length - MOST;
  return (
    <ul>
      {against.slice(0, MOST).map((finding, at) => (
        <li key={at}>
          <Place place={finding} />
          <div class="small">
            <Prose text={finding.message[language]} />
          </div>
        </li>
      ))}
      {more > 0 && <li>{READINESS_TEXTS[language].more(more)}</li>}
    </ul>
  );
}
