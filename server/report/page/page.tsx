/** What all pages of a review share: their language, places that can be gone to, and small pieces of text. */
import { createContext, type ComponentChildren, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../model/finding.ts';
import type { ReviewPlace } from '../../model/review.ts';
import { printable } from '../excerpt.ts';
import { ENGLISH } from './texts/english.ts';
import { GERMAN, type PageTexts } from './texts/german.ts';

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = { de: GERMAN, en: ENGLISH };

interface Page {
  readonly language: Language;
  /** Absent on paper. */
  readonly goTo?: (place: ReviewPlace) => void;
  /** Of the headings on a page. */
  readonly level: 2 | 3;
}

export const PageContext = createContext<Page>({ language: 'en', level: 3 });

export function usePage(): Page & { readonly texts: PageTexts } {
  const page = useContext(PageContext);
  return { ...page, texts: PAGE_TEXTS[page.language] };
}

export function Heading({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { level } = usePage();
  return level === 2 ? <h2>{children}</h2> : <h3>{children}</h3>;
}

/** `path:line`, as a button where it can be gone to. */
export function Place({ place, name }: { readonly place: ReviewPlace; readonly name?: string }): JSX.Element {
  const { goTo } = usePage();
  const text = printable(`${place.path}:${String(place.start.line)}`);
  const shown = (
    <>
      {name !== undefined && name !== '' && <code class="name">{breakable(printable(name))} </code>}
      <span class="place">{breakable(text)}</span>
    </>
  );
  if (!goTo) return <span>{shown}</span>;
  return (
    <button type="button" class="link" onClick={() => goTo(place)}>
      {shown}
    </button>
  );
}

/** A long path may be broken behind its slashes and dots. */
function breakable(text: string): ComponentChildren {
  return text.split(/(?<=[/._-])/).flatMap((part, at) => (at === 0 ? [part] : [<wbr key={at} />, part]));
}

/** Running text of a rule: what stands between backticks is code. */
export function Prose({ text }: { readonly text: string }): JSX.Element {
  const parts = printable(text).split('`');
  return (
    <>
      {parts.map((part, at) =>
        at % 2 === 1 && at < parts.length - 1 ? <code key={at}>{breakable(part)}</code> : part,
      )}
    </>
  );
}

export type Tone = 'bad' | 'doubt' | 'plain' | 'good' | 'quiet';

/** Colour never says anything alone: the words are there, too. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }): JSX.Element {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** A page that has nothing to show says why, and what can be done. */
export function Empty({ title, help }: { readonly title: string; readonly help: string }): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      <p>{help}</p>
    </div>
  );
}

interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Of the columns, as a class. */
  readonly kinds?: readonly string[];
  /** Widths of the columns in percent, where contents would not tell them well. */
  readonly widths?: readonly number[];
}

/** The first cell of a row names it. */
export function Table({ caption, heads, rows, kinds = [], widths }: TableProps): JSX.Element {
  return (
    <div class="table" role="region" aria-label={caption} tabIndex={0}>
      <table class={widths && 'fixed'}>
        <caption>{caption}</caption>
        {widths && (
          <colgroup>
            {widths.map((width, at) => (
              <col key={at} width={`${String(width)}%`} />
            ))}
          </colgroup>
        )}
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={head} scope="col" class={kinds[at]}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells], row) => (
            <tr key={row}>
              <th scope="row" class={kinds[0]}>
                {first}
              </th>
              {cells.map((cell, at) => (
                <td key={at} class={kinds[at + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** `2026-11-24` as `24. November 2026` or `24 November 2026`: by a table, so that every machine writes the same. */
export function dayText(day: string, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const name = MONTHS[language][Number(month) - 1];
  if (name === undefined) return day;
  return `${String(Number(date))}${language === 'de' ? '.' : ''} ${name} ${year}`;
}
