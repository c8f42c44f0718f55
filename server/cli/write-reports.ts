/** An analysis in every format that was asked for: files first, then standard output, notices to whoever watches. */
import type { Analysis } from '../model/analysis.ts';
import type { ReportFormat, ReportSurroundings } from '../report/reporter.ts';
import { REPORTERS } from '../report/reporters.ts';
import { noteIncomplete } from './incomplete.ts';
import { languageFor, type LanguageSources } from './language.ts';
import { writeFiles, type Outputs } from './outputs.ts';
import { print, usesColour, widthOfTerminal } from './terminal.ts';

export async function writeReports(
  analysis: Analysis,
  outputs: Outputs<ReportFormat>,
  surroundings: Omit<ReportSurroundings, 'language' | 'colour' | 'width'>,
  languages: Omit<LanguageSources, 'terminal'>,
): Promise<void> {
  const language = languageFor({ ...languages, terminal: false });
  const time = timeOf(process.env['SOURCE_DATE_EPOCH']);
  const given = { ...surroundings, time };
  await writeFiles(
    outputs.files.map(({ format, file }) => ({
      file,
      text: REPORTERS[format](analysis, { ...given, language, colour: false }),
    })),
  );
  const { standard } = outputs;
  if (standard !== undefined) {
    const isText = standard === 'text';
    const width = widthOfTerminal();
    await print(
      REPORTERS[standard](analysis, {
        ...given,
        language: languageFor({ ...languages, terminal: isText && process.stdout.isTTY }),
        colour: isText && usesColour(),
        ...(isText && width !== undefined && { width }),
      }),
    );
  }
  if (standard !== 'text') noteIncomplete(analysis, languageFor({ ...languages, terminal: process.stderr.isTTY }));
}

/** https://reproducible-builds.org/docs/source-date-epoch: who wants the same bytes again names the second. */
function timeOf(epoch: string | undefined): string {
  const date = epoch !== undefined && /^\d{1,10}$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
  return date.toISOString().slice(0, 19);
}
