/** The reporter of every format. */
import { reportAsRdjson, reportAsSonar } from './formats/exchange.ts';
import { reportAsCodeQuality, reportAsSast } from './formats/gitlab.ts';
import { reportForAzure, reportForGithub } from './formats/log-commands.ts';
import { reportAsHtml } from './formats/html.ts';
import { reportAsCsv, reportAsMarkdown } from './formats/tables.ts';
import { reportAsCheckstyle, reportAsJunit } from './formats/xml.ts';
import { reportAsJson } from './json.ts';
import type { Reporter, ReportFormat } from './reporter.ts';
import { reportAsSarif } from './sarif.ts';
import { reportAsText } from './text.ts';

export const REPORTERS: Readonly<Record<ReportFormat, Reporter>> = {
  text: reportAsText,
  json: reportAsJson,
  sarif: reportAsSarif,
  'gitlab-code-quality': reportAsCodeQuality,
  'gitlab-sast': reportAsSast,
  github: reportForGithub,
  azure: reportForAzure,
  junit: reportAsJunit,
  checkstyle: reportAsCheckstyle,
  sonar: reportAsSonar,
  rdjson: reportAsRdjson,
  csv: reportAsCsv,
  markdown: reportAsMarkdown,
  html: reportAsHtml,
};
