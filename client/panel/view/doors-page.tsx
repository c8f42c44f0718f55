/** The doors as a table, a tree or a drawing. */
import type { JSX } from 'preact';
import type { ReviewDoor } from '../../../server/model/review.ts';
import { DoorMap } from '../../../server/report/page/door-map.tsx';
import { DoorCounts, DoorTable, DoorTree, NoDoors } from '../../../server/report/page/doors.tsx';
import { usePage } from '../../../server/report/page/page.tsx';
import type { PanelTexts } from './texts.ts';
import { DOOR_VIEWS, type Change, type DoorView } from './view-state.ts';

interface Props {
  readonly doors: readonly ReviewDoor[];
  readonly view: DoorView;
  readonly texts: PanelTexts;
  readonly change: Change;
}

export function DoorsPage({ doors, view, texts, change }: Props): JSX.Element {
  const page = usePage();
  if (doors.length === 0) return <NoDoors />;
  return (
    <>
      <DoorCounts doors={doors} />
      <div class="switch" role="group" aria-label={texts.view}>
        {DOOR_VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            class="secondary"
            aria-pressed={each === view}
            onClick={() => change({ doorView: each })}
          >
            {page.texts.doors[each]}
          </button>
        ))}
      </div>
      {view === 'table' && <DoorTable doors={doors} />}
      {view === 'tree' && <DoorTree doors={doors} />}
      {view === 'map' && <DoorMap doors={doors} />}
    </>
  );
}
