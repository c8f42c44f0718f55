/** The report as one file that needs nothing beside it and runs nothing. */
import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import type { Language } from '../../model/finding.ts';
import type { Review } from '../../model/review.ts';
import { escaped } from '../html-page.ts';
import { PAGE_TEXTS, PageContext } from './page.tsx';
import { Report } from './report.tsx';
import { reportStyle } from './report-style.ts';

export function reportPage(review: Review, language: Language): string {
  const { name } = review.project;
  const { report } = PAGE_TEXTS[language];
  const title = name === '' ? report : `${report} – ${name}`;
  const style = reportStyle(name, language);
  // The only style that the browser may use is the one that is written here.
  const hash = createHash('sha256').update(style).digest('base64');
  const body = renderToString(
    <PageContext.Provider value={{ language, level: 3 }}>
      <Report review={review} />
    </PageContext.Provider>,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body.replaceAll(/<(tr|section|table|h[1-6]|p|ul|ol|div class="table")(?=[ >])/g, '\n<$1')}
</body>
</html>
`;
}
