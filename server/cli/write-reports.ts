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
  await writeFiles(
    outputs.files.map(({ format, file }) => ({
      file,
      text: REPORTERS[format](analysis, { ...surroundings, language, colour: false }),
    })),
  );
  const { standard } = outputs;
  if (standard !== undefined) {
    const isText = standard === 'text';
    const width = widthOfTerminal();
    await print(
      REPORTERS[standard](analysis, {
        ...surroundings,
        language: languageFor({ ...languages, terminal: isText && process.stdout.isTTY }),
        colour: isText && usesColour(),
        ...(isText && width !== undefined && { width }),
      }),
    );
  }
  if (standard !== 'text') noteIncomplete(analysis, languageFor({ ...languages, terminal: process.stderr.isTTY }));
}
