/** What nothing is said about, and why: files, routes, values. */
import type { JSX } from 'preact';
import type { Review } from '../../model/review.ts';
import { printable } from '../excerpt.ts';
import { REPORT_TEXTS } from '../texts.ts';
import { Empty, Place, Prose, Table, usePage } from './page.tsx';

export function NotJudged({ review }: { readonly review: Review }): JSX.Element {
  const { texts, language } = usePage();
  const reasons = REPORT_TEXTS[language].reason;
  const routes = review.doors.filter(({ verdict }) => verdict === 'unknown');
  const values = review.accesses.filter(({ kind }) => kind === 'unclear');
  const crash = review.crashes.length > 0 && (
    <p class="alert">
      {texts.summary.crashed} ({review.crashes.map(({ what }) => what).join(', ')})
    </p>
  );
  if (review.notJudged.length + routes.length + values.length === 0)
    return <>{crash || <Empty title={texts.notJudged.none} help={texts.notJudged.noneHelp} />}</>;
  return (
    <>
      {crash}
      <p>{texts.notJudged.intro}</p>
      {review.notJudged.length > 0 && (
        <Table
          caption={`${texts.notJudged.files}: ${String(review.notJudged.length)}`}
          heads={[texts.column.place, texts.column.reason]}
          kinds={['path', '']}
          widths={[50, 50]}
          rows={review.notJudged.map(({ path, place, reason }) => [
            place ? <Place key="place" place={place} /> : printable(path),
            reasons[reason],
          ])}
        />
      )}
      {routes.length > 0 && (
        <Table
          caption={`${texts.notJudged.routes}: ${String(routes.length)}`}
          heads={[texts.column.path, texts.column.reason, texts.column.missing, texts.column.place]}
          kinds={['path', '', '', 'handler']}
          widths={[24, 26, 28, 22]}
          rows={routes.map(({ method, path, reason, missing, handler }) => [
            <code key="path">{printable(`${method} ${path}`)}</code>,
            <Prose key="reason" text={reason[language]} />,
            <Prose key="missing" text={missing?.[language] ?? ''} />,
            <Place key="place" place={handler} />,
          ])}
        />
      )}
      {values.length > 0 && (
        <Table
          caption={`${texts.notJudged.values}: ${String(values.length)}`}
          heads={[texts.column.title, texts.column.reason, texts.column.place]}
          kinds={['', '', 'places']}
          widths={[28, 36, 36]}
          rows={values.map(({ register, way, places: [first] }) => [
            printable((register ?? way)[language]),
            texts.notJudged.unclear,
            first ? <Place key="place" place={first} name={first.name} /> : '',
          ])}
        />
      )}
    </>
  );
}
