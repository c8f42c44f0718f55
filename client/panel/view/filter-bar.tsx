/** Search, filters, groups, and the commit that new findings are told by. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ReviewedFolder } from '../../../server/model/review-protocol.ts';
import { STATUSES } from '../../../server/model/review.ts';
import { capital } from '../../../server/report/page/overview.tsx';
import { usePage } from '../../../server/report/page/page.tsx';
import { SEVERITIES } from '../../../server/report/reporter.ts';
import { REPORT_TEXTS } from '../../../server/report/texts.ts';
import { Choice, Field } from './field.tsx';
import { tell } from './host.ts';
import { GROUPINGS, NO_FILTERS, type Filters } from './listing.ts';
import type { PanelTexts } from './texts.ts';
import type { Change, ViewState } from './view-state.ts';

interface Props {
  readonly state: ViewState;
  readonly change: Change;
  readonly folder: ReviewedFolder;
  readonly texts: PanelTexts;
}

export function FilterBar({ state, change, folder, texts }: Props): JSX.Element {
  const { language, texts: page } = usePage();
  const { filters, grouping } = state;
  const words = REPORT_TEXTS[language];
  const set = (part: Partial<Filters>): void => change({ filters: { ...filters, ...part } });
  const any = ['', texts.any] as const;
  const isFiltered = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  const further = [
    filters.stage,
    filters.confidence,
    filters.norm,
    filters.file,
    filters.only === 'any' ? '' : filters.only,
  ];
  const furtherCount = further.filter((value) => value !== '').length;
  const [startsOpen] = useState(furtherCount > 0);
  const norms = folder.review.norms.filter(({ controls }) => controls.some(({ open }) => open > 0));
  return (
    <form class="filters" role="search" aria-label={texts.filters} onSubmit={(event) => event.preventDefault()}>
      <Field label={texts.search} kind="wide">
        {(id) => (
          <input
            id={id}
            type="search"
            value={filters.search}
            placeholder={texts.searchHint}
            onInput={(event) => set({ search: event.currentTarget.value })}
          />
        )}
      </Field>
      <Choice
        label={texts.filter.status}
        value={filters.status}
        options={[['unsettled', texts.unsettled], any, ...STATUSES.map((each) => [each, page.status[each]] as const)]}
        onChange={(status) => set({ status })}
      />
      <Choice
        label={texts.filter.severity}
        value={filters.severity}
        options={[any, ...SEVERITIES.map((each) => [each, words.severity[each]] as const)]}
        onChange={(severity) => set({ severity })}
      />
      <Choice
        label={texts.filter.category}
        value={filters.category}
        options={[any, ...Object.entries(words.category).map(([id, name]) => [id, capital(name)] as const)]}
        onChange={(category) => set({ category })}
      />
      <Choice
        label={texts.filter.group}
        value={grouping}
        options={GROUPINGS.map((each) => [each, texts.group[each]])}
        onChange={(next) => change({ grouping: GROUPINGS.find((each) => each === next) ?? 'none', closed: [] })}
      />
      <details class="more" open={startsOpen}>
        <summary>{furtherCount === 0 ? texts.moreFilters : `${texts.moreFilters} (${String(furtherCount)})`}</summary>
        <div class="filters">
          <Choice
            label={texts.filter.stage}
            value={filters.stage}
            options={[
              any,
              ...(['production', 'test', 'local', 'unknown'] as const).map((each) => [each, page.stage[each]] as const),
            ]}
            onChange={(stage) => set({ stage })}
          />
          <Choice
            label={texts.filter.confidence}
            value={filters.confidence}
            options={[any, ...(['high', 'medium'] as const).map((each) => [each, page.confidence[each]] as const)]}
            onChange={(confidence) => set({ confidence })}
          />
          <Choice
            label={texts.filter.norm}
            value={filters.norm}
            options={[any, ...norms.map(({ id, title }) => [id, title[language]] as const)]}
            onChange={(norm) => set({ norm })}
          />
          <Field label={texts.filter.file}>
            {(id) => (
              <input
                id={id}
                type="text"
                value={filters.file}
                onInput={(event) => set({ file: event.currentTarget.value })}
              />
            )}
          </Field>
          <Choice
            label={texts.filter.only}
            value={filters.only}
            options={(['any', 'new', 'fixable'] as const).map((each) => [each, texts.only[each]])}
            onChange={(only) => set({ only: only === 'new' || only === 'fixable' ? only : 'any' })}
          />
          {filters.only === 'new' && <Since folder={folder} texts={texts} />}
        </div>
      </details>
      {isFiltered && (
        <button type="button" class="secondary" onClick={() => change({ filters: NO_FILTERS })}>
          {texts.reset}
        </button>
      )}
    </form>
  );
}

function Since({
  folder: { root, since },
  texts,
}: {
  readonly folder: ReviewedFolder;
  readonly texts: PanelTexts;
}): JSX.Element {
  const [name, setName] = useState('HEAD');
  if (since !== undefined) {
    return (
      <span class="since">
        {texts.compared(since.slice(0, 8))}{' '}
        <button type="button" class="secondary" onClick={() => tell({ type: 'compare', root })}>
          {texts.compareEnd}
        </button>
      </span>
    );
  }
  return (
    <span class="since">
      <Field label={texts.compare}>
        {(id) => (
          <input
            id={id}
            type="text"
            value={name}
            placeholder={texts.compareHint}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="button" class="secondary" onClick={() => tell({ type: 'compare', root, since: name })}>
        {texts.compareGo}
      </button>
    </span>
  );
}
