/** The panel: its pages, what they show of which folder, and what the extension has last said. */
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { ReviewedFolder } from '../../../server/model/review-protocol.ts';
import type { ReviewPlace } from '../../../server/model/review.ts';
import { Decisions } from '../../../server/report/page/decisions.tsx';
import { NotJudged } from '../../../server/report/page/not-judged.tsx';
import { Norms } from '../../../server/report/page/norms.tsx';
import { Overview, type Moment } from '../../../server/report/page/overview.tsx';
import { dayText, Empty, PAGE_TEXTS, PageContext } from '../../../server/report/page/page.tsx';
import { Readiness, Registers } from '../../../server/report/page/registers.tsx';
import { Summary } from '../../../server/report/page/summary.tsx';
import type { PastCount, ToPage } from '../protocol.ts';
import type { Beside } from './beside.ts';
import { DoorsPage } from './doors-page.tsx';
import { FindingsPage } from './findings-page.tsx';
import { tell } from './host.ts';
import { PANEL_TEXTS, type PanelTexts } from './texts.ts';
import { Toolbar } from './toolbar.tsx';
import { PAGES, useViewState, type Change, type ViewState } from './view-state.ts';

type ReviewMessage = Extract<ToPage, { type: 'review' }>;

export function App(): JSX.Element {
  const [state, change] = useViewState();
  const [message, setMessage] = useState<ReviewMessage>();
  const [waiting, setWaiting] = useState<'starting' | 'stopped' | undefined>('starting');
  const [beside, setBeside] = useState<Beside>({ key: '' });
  const [notice, setNotice] = useState('');
  const language = message?.answer.language ?? (document.documentElement.lang === 'de' ? 'de' : 'en');
  const texts = PANEL_TEXTS[language];

  useEffect(() => {
    const take = ({ data }: MessageEvent<ToPage>): void => {
      if (data.type === 'review') {
        setMessage(data);
        setWaiting(undefined);
      } else if (data.type === 'waiting') setWaiting(data.why);
      else if (data.type === 'show')
        change({ page: 'findings', root: data.root, active: data.key, filters: EVERYTHING });
      else if (data.type === 'lines')
        setBeside((before) => ({ ...(before.key === data.key && before), key: data.key, lines: data.lines }));
      else if (data.type === 'history')
        setBeside((before) => ({ ...(before.key === data.key && before), key: data.key, past: data.past }));
      else setNotice(data.refused?.[language] ?? doneText(data.what, texts));
    };
    window.addEventListener('message', take);
    return () => window.removeEventListener('message', take);
  }, [change, language, texts]);
  useEffect(() => tell({ type: 'ready' }), []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const folders = message?.answer.folders ?? [];
  const folder = folders.find(({ root }) => root === state.root) ?? folders[0];
  const goTo = useCallback(
    (place: ReviewPlace) => folder && tell({ type: 'goTo', root: folder.root, place }),
    [folder],
  );
  return (
    <PageContext.Provider value={{ language, goTo, level: 2 }}>
      <header class="top">
        <nav aria-label={texts.pages}>
          <ul>
            {PAGES.map((page) => (
              <li key={page}>
                <button
                  type="button"
                  class="tab"
                  aria-current={page === state.page ? 'page' : undefined}
                  onClick={() => change({ page })}
                >
                  {PAGE_TEXTS[language].pages[page]}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        {folder && <Toolbar texts={texts} folders={folders} folder={folder} change={change} />}
      </header>
      <div class="notice" role="status">
        {notice !== '' && (
          <>
            {notice}{' '}
            <button type="button" class="plain" onClick={() => setNotice('')}>
              ×<span class="hidden">{language === 'de' ? 'Meldung schließen' : 'Close message'}</span>
            </button>
          </>
        )}
      </div>
      <main class={state.page}>
        <h1 class={state.page === 'findings' ? 'hidden' : undefined}>{PAGE_TEXTS[language].pages[state.page]}</h1>
        {waiting && <p class="waiting">{texts.waiting[waiting]}</p>}
        {message && !folder && <Empty title={texts.noFolder} help={texts.noFolderHelp} />}
        {message && folder && (
          <Page
            key={folder.root}
            state={state}
            change={change}
            folder={folder}
            texts={texts}
            course={message.course[folder.root] ?? []}
            mayWrite={message.mayWrite}
            beside={beside}
          />
        )}
      </main>
    </PageContext.Provider>
  );
}

const EVERYTHING = {
  search: '',
  category: '',
  severity: '',
  confidence: '',
  norm: '',
  stage: '',
  status: '',
  file: '',
  only: 'any',
} as const;

interface PageProps {
  readonly state: ViewState;
  readonly change: Change;
  readonly folder: ReviewedFolder;
  readonly texts: PanelTexts;
  readonly course: readonly PastCount[];
  readonly mayWrite: boolean;
  readonly beside: Beside;
}

function Page(props: PageProps): JSX.Element {
  const { state, change, folder, texts, course } = props;
  const { review } = folder;
  const moments = useMemo(() => course.map(momentOf), [course]);
  switch (state.page) {
    case 'findings':
      return <FindingsPage {...props} />;
    case 'overview':
      return (
        <>
          <Summary review={review} />
          <Overview review={review} course={moments} />
        </>
      );
    case 'doors':
      return <DoorsPage doors={review.doors} view={state.doorView} texts={texts} change={change} />;
    case 'registers':
      return (
        <>
          <p>
            <button type="button" class="secondary" onClick={() => tell({ type: 'readRegisters' })}>
              {texts.readRegisters}
            </button>
          </p>
          <Registers review={review} />
          <h2>{PAGE_TEXTS[document.documentElement.lang === 'de' ? 'de' : 'en'].pages.readiness}</h2>
          <Readiness review={review} />
        </>
      );
    case 'norms':
      return <Norms norms={review.norms} />;
    case 'decisions':
      return <Decisions decisions={review.decisions} />;
    case 'notJudged':
      return <NotJudged review={review} />;
  }
}

function momentOf({ time, counts }: PastCount): Moment {
  const at = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const language = document.documentElement.lang === 'de' ? 'de' : 'en';
  return { time: `${dayText(day, language)}, ${two(at.getHours())}:${two(at.getMinutes())}`, counts };
}

function doneText(what: Extract<ToPage, { type: 'done' }>['what'], texts: PanelTexts): string {
  switch (what) {
    case 'decide':
      return texts.decide.written;
    case 'fix':
      return texts.fixed;
    case 'copy':
      return texts.copied;
    case 'export':
      return texts.exported;
    case 'compare':
      return '';
  }
}
