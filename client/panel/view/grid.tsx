/** The table itself: only the rows in sight are drawn, so that ten thousand findings scroll like ten. */
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { capital } from '../../../server/report/page/overview.tsx';
import { Badge, usePage } from '../../../server/report/page/page.tsx';
import { SEVERITY_TONES } from '../../../server/report/page/summary.tsx';
import { REPORT_TEXTS } from '../../../server/report/texts.ts';
import { COLUMNS, type Column, type Row } from './listing.ts';
import { afterKey, toggled } from './grid-keys.ts';
import type { PanelTexts } from './texts.ts';
import type { Change, ViewState } from './view-state.ts';

/** Pixels; the same as in the style. */
const ROW = 46;
/** Rows drawn above and below those in sight. */
const BEYOND = 6;

interface Props {
  readonly rows: readonly Row[];
  readonly state: ViewState;
  readonly selected: ReadonlySet<string>;
  readonly change: Change;
  readonly texts: PanelTexts;
}

export function Grid({ rows, state, selected, change, texts }: Props): JSX.Element {
  const { texts: page } = usePage();
  const grid = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const at = cursorOf(rows, state);

  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = grid.current;
    if (!element || at < 0) return;
    const top = at * ROW;
    const inSight = element.clientHeight - ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW > element.scrollTop + inSight) element.scrollTop = top + ROW - inSight;
  }, [at, rows]);

  const first = Math.max(0, Math.floor(view.top / ROW) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW) + BEYOND);
  const drawn = rows.slice(first, last);
  const onKeyDown = (event: KeyboardEvent): void => {
    // Buttons in the head have keys of their own.
    if (event.target !== grid.current) return;
    const step = Math.max(1, Math.floor(view.height / ROW) - 2);
    const next = afterKey(event, rows, at, step, state);
    if (!next) return;
    event.preventDefault();
    if (next === 'details') document.querySelector<HTMLElement>('.detail [role="tab"][tabindex="0"]')?.focus();
    else change(next);
  };
  return (
    <>
      <p id="grid-help" class="hidden">
        {texts.tableHelp}
      </p>
      <div
        ref={grid}
        class="grid"
        role="grid"
        tabIndex={0}
        aria-label={texts.table}
        aria-describedby="grid-help"
        aria-rowcount={rows.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={at >= first && at < last ? `row-${String(at)}` : undefined}
        onKeyDown={onKeyDown}
        onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      >
        <div role="rowgroup" class="grid-head">
          <div role="row" aria-rowindex={1} class="grid-row">
            <span role="columnheader" class="mark">
              <span class="hidden">{texts.select}</span>
            </span>
            {COLUMNS.map((column) => (
              <Head
                key={column}
                column={column}
                name={nameOf(column, page.column)}
                state={state}
                change={change}
                texts={texts}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" class="grid-body" style={{ height: `${String(rows.length * ROW)}px` }}>
          {drawn.map((row, index) => (
            <RowOf
              key={row.type === 'group' ? `group ${row.name}` : row.entry.finding.key}
              row={row}
              at={first + index}
              isActive={first + index === at}
              isSelected={row.type === 'finding' && selected.has(row.entry.finding.key)}
              onPick={(event) => change(picked(event, row, rows, at, first + index, state))}
              texts={texts}
            />
          ))}
        </div>
      </div>
    </>
  );
}

function nameOf(column: Column, names: Readonly<Record<string, string>>): string {
  return names[column === 'message' ? 'finding' : column === 'path' ? 'place' : column] ?? column;
}

interface HeadProps {
  readonly column: Column;
  readonly name: string;
  readonly state: ViewState;
  readonly change: Change;
  readonly texts: PanelTexts;
}

function Head({ column, name, state: { order }, change, texts }: HeadProps): JSX.Element {
  const isOwn = order.column === column;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <span role="columnheader" class={column} aria-sort={isOwn ? direction : 'none'}>
      <button
        type="button"
        class="sort"
        title={texts.sortBy(name)}
        onClick={() => change({ order: { column, descending: isOwn && !order.descending } })}
      >
        {name}
        <span aria-hidden="true">{isOwn ? (order.descending ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </span>
  );
}

interface RowProps {
  readonly row: Row;
  readonly at: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onPick: (event: MouseEvent) => void;
  readonly texts: PanelTexts;
}

function RowOf({ row, at, isActive, isSelected, onPick, texts }: RowProps): JSX.Element {
  const { language, texts: page } = usePage();
  const severities = REPORT_TEXTS[language].severity;
  const place = { transform: `translateY(${String(at * ROW)}px)` };
  if (row.type === 'group') {
    return (
      <div
        id={`row-${String(at)}`}
        role="row"
        aria-rowindex={at + 2}
        class={`grid-row group${isActive ? ' active' : ''}`}
        style={place}
        onClick={onPick}
      >
        <span role="gridcell" aria-colspan={6} aria-expanded={row.isOpen} class="group-name">
          <span aria-hidden="true">{row.isOpen ? '▾ ' : '▸ '}</span>
          {row.name} <Badge tone={SEVERITY_TONES[row.worst]}>{row.count}</Badge>
        </span>
      </div>
    );
  }
  const { finding } = row.entry;
  const message = finding.message[language];
  const slash = finding.path.lastIndexOf('/');
  return (
    <div
      id={`row-${String(at)}`}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={isSelected}
      class={`grid-row${isActive ? ' active' : ''}${isSelected ? ' selected' : ''}`}
      style={place}
      onClick={onPick}
    >
      <span role="gridcell" class="mark">
        <span class={isSelected ? 'box checked' : 'box'} aria-hidden="true" />
      </span>
      <span role="gridcell" class="severity">
        <Badge tone={SEVERITY_TONES[finding.severity]}>{capital(severities[finding.severity])}</Badge>
      </span>
      <span role="gridcell" class="message" title={message}>
        <span class="line">
          {finding.isNew && <span class="new">{texts.isNew} </span>}
          {row.entry.title}
        </span>
        <span class="line">{message.replaceAll('`', '')}</span>
      </span>
      <span role="gridcell" class="path" title={finding.path}>
        <span class="line">{`${finding.path.slice(slash + 1)}:${String(finding.start.line)}`}</span>
        {/* Shortened at its beginning: the folder of the file says most. */}
        <span class="line folder">
          <bdi>{finding.path.slice(0, Math.max(0, slash))}</bdi>
        </span>
      </span>
      <span role="gridcell" class="stage">
        {page.stage[finding.stage]}
      </span>
      <span role="gridcell" class="status">
        {page.status[finding.status]}
      </span>
    </div>
  );
}

function cursorOf(rows: readonly Row[], { active }: ViewState): number {
  return rows.findIndex((row) => (row.type === 'group' ? `group ${row.name}` : row.entry.finding.key) === active);
}

/** What a click on a row changes. */
function picked(
  event: MouseEvent,
  row: Row,
  rows: readonly Row[],
  from: number,
  to: number,
  { selected, closed }: ViewState,
): Partial<ViewState> {
  if (row.type === 'group') {
    return { active: `group ${row.name}`, closed: toggled(closed, row.name) };
  }
  const { key } = row.entry.finding;
  const isMark = (event.target as Element).closest('.mark') !== null;
  if (event.shiftKey && from >= 0) {
    const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    const keys = range.flatMap((each) => (each.type === 'finding' ? [each.entry.finding.key] : []));
    return { active: key, selected: [...new Set([...selected, ...keys])] };
  }
  if (isMark || event.ctrlKey || event.metaKey) return { active: key, selected: toggled(selected, key) };
  return { active: key };
}
