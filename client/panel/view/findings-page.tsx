/** The table of findings with its filters, and the details of the one that is chosen. */
import type { JSX } from 'preact';
import { useCallback, useMemo } from 'preact/hooks';
import type { ReviewedFolder } from '../../../server/model/review-protocol.ts';
import type { ReviewFinding } from '../../../server/model/review.ts';
import { capital } from '../../../server/report/page/overview.tsx';
import { Empty, usePage } from '../../../server/report/page/page.tsx';
import { REPORT_TEXTS } from '../../../server/report/texts.ts';
import type { Beside } from './beside.ts';
import { Detail } from './detail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Grid } from './grid.tsx';
import { entriesOf, filtered, NO_FILTERS, rowsOf, sorted } from './listing.ts';
import type { PanelTexts } from './texts.ts';
import type { Change, ViewState } from './view-state.ts';

interface Props {
  readonly state: ViewState;
  readonly change: Change;
  readonly folder: ReviewedFolder;
  readonly texts: PanelTexts;
  readonly mayWrite: boolean;
  readonly beside: Beside;
}

export function FindingsPage({ state, change, folder, texts, mayWrite, beside }: Props): JSX.Element {
  const { language, texts: page } = usePage();
  const { review } = folder;
  const { filters, order, grouping, closed, active, selected } = state;
  const entries = useMemo(() => entriesOf(review, language), [review, language]);
  const shown = useMemo(() => filtered(entries, filters), [entries, filters]);
  const ordered = useMemo(() => sorted(shown, order, language), [shown, order, language]);
  const titles = useMemo(() => new Map(review.rules.map(({ id, title }) => [id, title[language]])), [review, language]);
  const nameOf = useCallback(
    (finding: ReviewFinding): string => {
      if (grouping === 'category')
        return capital(REPORT_TEXTS[language].category[finding.category] ?? finding.category);
      if (grouping === 'rule') return titles.get(finding.rule) ?? finding.rule;
      if (grouping === 'status') return capital(page.status[finding.status]);
      return grouping === 'stage' ? capital(page.stage[finding.stage]) : finding.path;
    },
    [grouping, language, page, titles],
  );
  const rows = useMemo(() => rowsOf(ordered, grouping, new Set(closed), nameOf), [ordered, grouping, closed, nameOf]);
  const chosen = useMemo(() => new Set(selected), [selected]);
  const picked = useMemo(
    () => entries.filter(({ finding }) => chosen.has(finding.key)).map(({ finding }) => finding),
    [entries, chosen],
  );
  const finding = useMemo(() => entries.find((entry) => entry.finding.key === active)?.finding, [entries, active]);
  if (review.findings.length === 0) return <Empty title={texts.clean} help={texts.cleanHelp(review.counts.files)} />;
  return (
    <div class="split">
      <section class="list" aria-label={texts.table}>
        <FilterBar state={state} change={change} folder={folder} texts={texts} />
        <p class="count" role="status">
          {texts.count(shown.length, entries.length)}
          {picked.length > 0 && ` · ${texts.selected(picked.length)}`}
        </p>
        {rows.length === 0 ? (
          <div class="empty">
            <p>{texts.noMatch}</p>
            <button type="button" class="secondary" onClick={() => change({ filters: { ...NO_FILTERS, status: '' } })}>
              {texts.reset}
            </button>
          </div>
        ) : (
          <Grid rows={rows} state={state} selected={chosen} change={change} texts={texts} />
        )}
      </section>
      <Detail
        finding={finding}
        picked={picked}
        folder={folder}
        tab={state.tab}
        change={change}
        texts={texts}
        mayWrite={mayWrite}
        beside={beside}
      />
    </div>
  );
}
