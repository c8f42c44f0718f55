/** The report for those who sign it, as a page that stands alone. */
import { reportPage } from '../page/report-page.tsx';
import type { Reporter } from '../reporter.ts';
import { onlyNew, reviewOf } from '../review/review-of.ts';

export const reportAsHtml: Reporter = (analysis, surroundings) =>
  reportPage(onlyNew(reviewOf(analysis, surroundings)), surroundings.language);
