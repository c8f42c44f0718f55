/** One finding in three questions: what is the risk, does it concern us, what is to be done. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ReviewedFolder } from '../../../server/model/review-protocol.ts';
import type { ReviewFinding, ReviewPlace } from '../../../server/model/review.ts';
import { capital } from '../../../server/report/page/overview.tsx';
import { Badge, Empty, Prose, usePage } from '../../../server/report/page/page.tsx';
import { SEVERITY_TONES } from '../../../server/report/page/summary.tsx';
import { REPORT_TEXTS } from '../../../server/report/texts.ts';
import type { Beside } from './beside.ts';
import { Concern } from './concern.tsx';
import { DecideForm } from './decide-form.tsx';
import { tell } from './host.ts';
import type { PanelTexts } from './texts.ts';
import { TABS, type Change, type Tab } from './view-state.ts';

export interface DetailProps {
  readonly finding: ReviewFinding | undefined;
  /** Those that are selected. */
  readonly picked: readonly ReviewFinding[];
  readonly folder: ReviewedFolder;
  readonly tab: Tab;
  readonly change: Change;
  readonly texts: PanelTexts;
  readonly mayWrite: boolean;
  readonly beside: Beside;
}

export function Detail(props: DetailProps): JSX.Element {
  const { finding, picked, folder, texts } = props;
  useEffect(() => {
    if (!finding) return;
    const { key } = finding;
    const places = [finding, ...finding.related].map(placeOf);
    tell({ type: 'lines', root: folder.root, key, places });
    tell({ type: 'history', root: folder.root, key });
  }, [finding, folder.root]);
  return (
    <section class="detail" aria-label={texts.details}>
      {picked.length > 1 ? (
        <Several {...props} />
      ) : finding ? (
        <One key={finding.key} {...props} finding={finding} />
      ) : (
        <Empty title={texts.pickOne} help={texts.pickOneHelp} />
      )}
    </section>
  );
}

function placeOf({ path, start, end }: ReviewPlace): ReviewPlace {
  return { path, start, end };
}

/** What can be done with all that are selected. */
function Several({ picked, folder, texts, mayWrite }: DetailProps): JSX.Element {
  const { language } = usePage();
  const rules = [...new Set(picked.map(({ rule }) => rule))];
  return (
    <>
      <h2>{texts.selected(picked.length)}</h2>
      <ul>
        {rules.map((rule) => (
          <li key={rule}>
            {folder.review.rules.find(({ id }) => id === rule)?.title[language] ?? rule} (
            {picked.filter((finding) => finding.rule === rule).length})
          </li>
        ))}
      </ul>
      <p>
        <button type="button" class="secondary" onClick={() => copyLinks(folder, picked)}>
          {texts.copyLinks}
        </button>
      </p>
      <DecideForm findings={picked} folder={folder} texts={texts} mayWrite={mayWrite} />
    </>
  );
}

function One({
  finding,
  folder,
  tab,
  change,
  texts,
  mayWrite,
  beside,
}: DetailProps & { finding: ReviewFinding }): JSX.Element {
  const { language, texts: page } = usePage();
  const rule = folder.review.rules.find(({ id }) => id === finding.rule);
  const { root } = folder;
  return (
    <>
      <h2>{rule?.title[language] ?? finding.rule}</h2>
      <p class="facts">
        <Badge tone={SEVERITY_TONES[finding.severity]}>
          {capital(REPORT_TEXTS[language].severity[finding.severity])}
        </Badge>{' '}
        <Badge tone="quiet">{page.status[finding.status]}</Badge>{' '}
        <code>{`${finding.path}:${String(finding.start.line)}`}</code>
      </p>
      <p class="actions">
        <button type="button" onClick={() => tell({ type: 'goTo', root, place: placeOf(finding) })}>
          {texts.goTo}
        </button>
        <button type="button" class="secondary" onClick={() => copyLinks(folder, [finding])}>
          {texts.copyLink}
        </button>
        <button type="button" class="secondary" onClick={() => tell({ type: 'explain', rule: finding.rule })}>
          {texts.explain}
        </button>
      </p>
      <Tabs tab={tab} texts={texts} change={change} />
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} tabIndex={0} class="tab-panel">
        {tab === 'risk' && (
          <>
            <p>
              <Prose text={finding.message[language]} />
            </p>
            {rule && (
              <p>
                <Prose text={rule.why[language]} />
              </p>
            )}
            {rule && rule.norms.length > 0 && (
              <>
                <h3>{page.column.norms}</h3>
                <ul>
                  {rule.norms.map(({ control, title }) => (
                    <li key={control}>
                      {control}: {title[language]}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
        {tab === 'concern' && <Concern finding={finding} folder={folder} texts={texts} beside={beside} />}
        {tab === 'action' && (
          <>
            <p>
              <Prose text={finding.advice[language]} />
            </p>
            <Fix finding={finding} root={root} texts={texts} mayWrite={mayWrite} />
            {finding.status !== 'suppressed' && (
              <DecideForm findings={[finding]} folder={folder} texts={texts} mayWrite={mayWrite} />
            )}
          </>
        )}
      </div>
    </>
  );
}

/** Arrow keys go from tab to tab, as everywhere. */
function Tabs({
  tab,
  texts,
  change,
}: {
  readonly tab: Tab;
  readonly texts: PanelTexts;
  readonly change: Change;
}): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? TABS.length - 1 : 0;
    const next = TABS[(TABS.indexOf(tab) + step) % TABS.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    change({ tab: next });
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={texts.details} onKeyDown={onKeyDown}>
      {TABS.map((each) => (
        <button
          key={each}
          id={`tab-${each}`}
          type="button"
          role="tab"
          class="tab"
          aria-selected={each === tab}
          aria-controls="tab-panel"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => change({ tab: each })}
        >
          {texts.tabs[each]}
        </button>
      ))}
    </div>
  );
}

interface FixProps {
  readonly finding: ReviewFinding;
  readonly root: string;
  readonly texts: PanelTexts;
  readonly mayWrite: boolean;
}

function Fix({ finding: { fix, key }, root, texts, mayWrite }: FixProps): JSX.Element {
  const { language } = usePage();
  return (
    <>
      <h3>{texts.fix}</h3>
      {fix ? (
        <>
          <p>
            <Prose text={fix.title[language]} />. {fix.safety === 'safe' ? texts.fixSafe : texts.fixSuggestion}
          </p>
          <p class="actions">
            <button
              type="button"
              class="secondary"
              disabled={!mayWrite}
              onClick={() => tell({ type: 'fix', root, key, preview: true })}
            >
              {texts.preview}
            </button>
            <button
              type="button"
              class="secondary"
              disabled={!mayWrite}
              onClick={() => tell({ type: 'fix', root, key, preview: false })}
            >
              {texts.apply}
            </button>
          </p>
        </>
      ) : (
        <p>{texts.fixNone}</p>
      )}
    </>
  );
}

function copyLinks({ root }: ReviewedFolder, findings: readonly ReviewFinding[]): void {
  tell({ type: 'copyLinks', root, findings: findings.map(({ key }) => ({ key })) });
}
