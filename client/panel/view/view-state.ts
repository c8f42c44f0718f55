/** What the page shows of a review, kept over a reload. */
import { useCallback, useState } from 'preact/hooks';
import { HOST } from './host.ts';
import { COLUMNS, GROUPINGS, NO_FILTERS, type Filters, type Grouping, type Order } from './listing.ts';

export const PAGES = ['overview', 'findings', 'doors', 'registers', 'norms', 'decisions', 'notJudged'] as const;
export type PageName = (typeof PAGES)[number];
export const TABS = ['risk', 'concern', 'action'] as const;
export type Tab = (typeof TABS)[number];
export const DOOR_VIEWS = ['table', 'tree', 'map'] as const;
export type DoorView = (typeof DOOR_VIEWS)[number];

export interface ViewState {
  readonly page: PageName;
  /** Of the folder that is shown; the first one where it is gone. */
  readonly root: string;
  readonly filters: Filters;
  readonly order: Order;
  readonly grouping: Grouping;
  /** Names of groups. */
  readonly closed: readonly string[];
  /** Key of the finding whose details are shown. */
  readonly active: string;
  /** Keys of findings. */
  readonly selected: readonly string[];
  readonly tab: Tab;
  readonly doorView: DoorView;
}

export type Change = (change: Partial<ViewState>) => void;

const START: ViewState = {
  page: 'findings',
  root: '',
  filters: NO_FILTERS,
  order: { column: 'severity', descending: false },
  grouping: 'none',
  closed: [],
  active: '',
  selected: [],
  tab: 'risk',
  doorView: 'table',
};

export function useViewState(): readonly [ViewState, Change] {
  const [state, setState] = useState(remembered);
  const change = useCallback((part: Partial<ViewState>) => {
    setState((before) => {
      const after = { ...before, ...part };
      HOST.setState(after);
      return after;
    });
  }, []);
  return [state, change];
}

/** An earlier version may have remembered something else. */
function remembered(): ViewState {
  const kept = (HOST.getState() ?? {}) as Partial<ViewState>;
  const state = { ...START, ...kept, filters: { ...NO_FILTERS, ...kept.filters } };
  const isKnown =
    PAGES.includes(state.page) &&
    TABS.includes(state.tab) &&
    DOOR_VIEWS.includes(state.doorView) &&
    GROUPINGS.includes(state.grouping) &&
    COLUMNS.includes(state.order.column) &&
    Array.isArray(state.selected) &&
    Array.isArray(state.closed);
  return isKnown ? state : START;
}
