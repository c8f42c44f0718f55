/** What a reader of the terminal has to know while the report goes elsewhere: what is missing in it. */
import type { Analysis } from '../model/analysis.ts';
import type { Language } from '../model/finding.ts';
import { REPORT_TEXTS } from '../report/texts.ts';
import { note } from './terminal.ts';

export function noteIncomplete({ notices, crashes }: Analysis, language: Language): void {
  const texts = REPORT_TEXTS[language];
  for (const { path, reason } of notices) note(`${texts.notJudged}: ${JSON.stringify(path)}: ${texts.reason[reason]}`);
  for (const { what, path, detail } of crashes) note(`${texts.crash(what, path)}: ${detail}`);
}
