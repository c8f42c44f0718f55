/** Who stands before each route: as a table, as a tree and as a drawing. */
import type { JSX } from 'preact';
import type { DoorVerdict } from '../../model/door.ts';
import type { ReviewDoor } from '../../model/review.ts';
import { DOOR_TEXTS, VERDICT_NAMES } from '../doors/texts.ts';
import { printable } from '../excerpt.ts';
import { Badge, Empty, Place, Prose, Table, usePage, type Tone } from './page.tsx';

const VERDICTS = Object.keys(VERDICT_NAMES) as DoorVerdict[];

export const TONES: Readonly<Record<DoorVerdict, Tone>> = {
  'second-factor': 'good',
  'sign-in-only': 'plain',
  machine: 'plain',
  open: 'bad',
  unknown: 'doubt',
};

interface Props {
  readonly doors: readonly ReviewDoor[];
}

export function NoDoors(): JSX.Element {
  const { texts } = usePage();
  return <Empty title={texts.doors.none} help={texts.doors.noneHelp} />;
}

export function DoorCounts({ doors }: Props): JSX.Element {
  const { texts, language } = usePage();
  return (
    <>
      <p>{texts.doors.intro}</p>
      <ul class="counts">
        {VERDICTS.map((verdict) => (
          <li key={verdict}>
            <Badge tone={TONES[verdict]}>{DOOR_TEXTS[language].verdict[verdict]}</Badge>{' '}
            {doors.filter((door) => door.verdict === verdict).length}
          </li>
        ))}
      </ul>
    </>
  );
}

export function DoorTable({ doors }: Props): JSX.Element {
  const { texts, language } = usePage();
  const words = DOOR_TEXTS[language];
  return (
    <Table
      caption={`${words.title}: ${words.count(doors.length)}`}
      heads={[texts.column.path, texts.column.verdict, texts.column.purpose, texts.column.guards, texts.column.handler]}
      kinds={['path', 'reason', '', 'guards', 'handler']}
      widths={[21, 24, 14, 23, 18]}
      rows={doors.map((door) => [
        <Address key="address" door={door} />,
        <>
          <Verdict door={door} />
          <div class="small">
            <Prose text={door.reason[language]} />
          </div>
          {door.missing && (
            <div class="small">
              {texts.column.missing}: <Prose text={door.missing[language]} />
            </div>
          )}
        </>,
        words.purpose[door.purpose] + (door.operation ? `: ${words.operation[door.operation]}` : ''),
        <Guards key="guards" door={door} />,
        <Handler key="handler" door={door} />,
      ])}
    />
  );
}

function Address({ door: { method, path } }: { readonly door: ReviewDoor }): JSX.Element {
  return (
    <>
      <span class="method">{printable(method)}</span> <code>{printable(path)}</code>
    </>
  );
}

function Verdict({ door: { verdict } }: { readonly door: ReviewDoor }): JSX.Element {
  const { language } = usePage();
  return <Badge tone={TONES[verdict]}>{DOOR_TEXTS[language].verdict[verdict]}</Badge>;
}

/** A function that is written where it stands has no name. */
function Handler({ door: { handler } }: { readonly door: ReviewDoor }): JSX.Element {
  return <Place place={handler} {...(handler.name !== 'inline' && { name: handler.name })} />;
}

function Guards({ door: { guards } }: { readonly door: ReviewDoor }): JSX.Element {
  const { language } = usePage();
  const words = DOOR_TEXTS[language];
  const asking = guards.filter(({ purposes }) => purposes.some((purpose) => purpose !== 'other'));
  const others = guards.length - asking.length;
  if (guards.length === 0) return <>{words.noGuards}</>;
  return (
    <ol class="guards">
      {asking.map((guard, at) => (
        <li key={at}>
          <Place place={guard} name={guard.name} />
          <div class="small">{guard.purposes.map((purpose) => words.guardPurpose[purpose]).join(', ')}</div>
        </li>
      ))}
      {others > 0 && <li>{words.others(others)}</li>}
    </ol>
  );
}

interface Branch {
  readonly name: string;
  readonly doors: ReviewDoor[];
  readonly branches: Map<string, Branch>;
}

/** By the parts of the path; a part that leads on to one other part only is joined with it. */
export function DoorTree({ doors }: Props): JSX.Element {
  const root: Branch = { name: '', doors: [], branches: new Map() };
  for (const door of doors) {
    let at = root;
    for (const part of door.path.split('/').filter((each) => each !== '')) {
      const next = at.branches.get(part) ?? { name: part, doors: [], branches: new Map<string, Branch>() };
      at.branches.set(part, next);
      at = next;
    }
    at.doors.push(door);
  }
  return (
    <ul class="tree">
      <BranchOf branch={root} prefix="/" />
    </ul>
  );
}

function BranchOf({ branch, prefix }: { readonly branch: Branch; readonly prefix: string }): JSX.Element {
  const { language } = usePage();
  let [at, name] = [branch, prefix];
  for (
    let [only] = at.branches.values();
    only && at.branches.size === 1 && at.doors.length === 0;
    [only] = at.branches.values()
  ) {
    at = only;
    name = name === '/' ? `/${only.name}` : `${name}/${only.name}`;
  }
  return (
    <li>
      <code>{printable(name)}</code>
      {(at.doors.length > 0 || at.branches.size > 0) && (
        <ul>
          {at.doors.map((door, index) => (
            <li key={index}>
              <span class="method">{printable(door.method)}</span> <Verdict door={door} />{' '}
              <span class="small">
                <Prose text={door.reason[language]} />
              </span>{' '}
              <Handler door={door} />
            </li>
          ))}
          {[...at.branches.values()].map((each) => (
            <BranchOf key={each.name} branch={each} prefix={`/${each.name}`} />
          ))}
        </ul>
      )}
    </li>
  );
}
