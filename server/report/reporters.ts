/** The reporter of every format. */
import { reportAsJson } from './json.ts';
import type { Reporter, ReportFormat } from './reporter.ts';
import { reportAsSarif } from './sarif.ts';
import { reportAsText } from './text.ts';

export const REPORTERS: Readonly<Record<ReportFormat, Reporter>> = {
  text: reportAsText,
  json: reportAsJson,
  sarif: reportAsSarif,
};
