/** `fachlint doors`: the map of the doors of a project, with what stands before each. */
import { resolve } from 'node:path';
import type { Language } from '../model/finding.ts';
import { DOOR_REPORTERS } from '../report/doors/reporters.ts';
import { DOOR_FORMATS, type DoorFormat } from '../report/doors/shown-door.ts';
import { rootOf } from '../workspace/find-files.ts';
import type { Pool } from '../workspace/pool.ts';
import { Workspace } from '../workspace/workspace.ts';
import { brokenConfiguration, missingPath, nothingToCheck } from './failure.ts';
import { noteIncomplete } from './incomplete.ts';
import { languageFor } from './language.ts';
import { outputsOf, writeFiles } from './outputs.ts';
import { progressLine } from './progress.ts';
import { print, usesColour } from './terminal.ts';
import { TEXTS } from './texts.ts';

export interface DoorsOptions {
  readonly format?: DoorFormat;
  readonly output: readonly string[];
  readonly config?: string;
  readonly lang?: Language;
}

/** The threads of `pool` may have been started before. */
export async function doors(paths: readonly string[], options: DoorsOptions, pool: Pool): Promise<number> {
  const outputs = outputsOf(DOOR_FORMATS, options.format, options.output);
  const { root, only, missing } = await rootOf(paths);
  if (missing.length > 0) throw missingPath(missing);
  const progress = progressLine();
  const workspace = await Workspace.open({
    root,
    ...(options.config !== undefined && { configurationFile: resolve(options.config) }),
    only: [...only],
    pool,
  });
  try {
    const { configuration, configurationErrors } = workspace;
    if (configurationErrors.length > 0) throw brokenConfiguration(configurationErrors);
    const languageOf = (terminal: boolean): Language =>
      languageFor({ option: options.lang, configuration: configuration.language, terminal });
    const ofNotes = languageOf(process.stderr.isTTY);
    const analysis = await workspace.analyse({
      onProgress: (done, total) => {
        progress.show(TEXTS[ofNotes].progress(done, total));
      },
    });
    progress.clear();
    if (analysis.counts.files === 0) throw nothingToCheck(paths);
    const report = (format: DoorFormat, language: Language, colour: boolean): string =>
      DOOR_REPORTERS[format](analysis.doors, analysis.counts.files, {
        language,
        colour,
        textOf: (path) => workspace.textOf(path),
        secretsOf: (path) => analysis.secrets.get(path) ?? [],
      });
    await writeFiles(
      outputs.files.map(({ format, file }) => ({ file, text: report(format, languageOf(false), false) })),
    );
    if (outputs.standard !== undefined) {
      const isText = outputs.standard === 'text';
      const language = languageOf(isText && process.stdout.isTTY);
      await print(report(outputs.standard, language, isText && usesColour()));
    }
    noteIncomplete(analysis, ofNotes);
    return analysis.crashes.length > 0 ? 2 : 0;
  } finally {
    progress.clear();
    await workspace.dispose();
  }
}
