/** What `doors`, `registers` and `readiness` share: a project is read, and a map of it is shown or written. It always ends with 0. */
import { resolve } from 'node:path';
import type { Analysis } from '../model/analysis.ts';
import type { Language } from '../model/finding.ts';
import { MAP_FORMATS, type MapFormat, type MapSurroundings } from '../report/shown-sight.ts';
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

export interface MapOptions {
  readonly format?: MapFormat;
  readonly output: readonly string[];
  readonly config?: string;
  readonly lang?: Language;
}

/** A map of a project that was analysed, in any format. */
type DrawMap = (format: MapFormat, surroundings: MapSurroundings) => string;

interface MapOf {
  /** Names count that no rule has a word for, so every file is parsed. */
  readonly readsAll?: boolean;
  readonly draw: (workspace: Workspace, analysis: Analysis) => DrawMap;
}

/** The threads of `pool` may have been started before. Ends with 2 where something crashed and the map may miss a part. */
export async function showMap(
  { readsAll = false, draw }: MapOf,
  paths: readonly string[],
  options: MapOptions,
  pool: Pool,
): Promise<number> {
  const outputs = outputsOf(MAP_FORMATS, options.format, options.output);
  const { root, only, missing } = await rootOf(paths);
  if (missing.length > 0) throw missingPath(missing);
  const progress = progressLine();
  const workspace = await Workspace.open({
    root,
    ...(options.config !== undefined && { configurationFile: resolve(options.config) }),
    only: [...only],
    wordFilter: !readsAll,
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
    const map = draw(workspace, analysis);
    const drawn = (format: MapFormat, language: Language, colour: boolean): string =>
      map(format, {
        language,
        colour,
        textOf: (path) => workspace.textOf(path),
        secretsOf: (path) => analysis.secrets.get(path) ?? [],
      });
    await writeFiles(
      outputs.files.map(({ format, file }) => ({ file, text: drawn(format, languageOf(false), false) })),
    );
    if (outputs.standard !== undefined) {
      const isText = outputs.standard === 'text';
      await print(drawn(outputs.standard, languageOf(isText && process.stdout.isTTY), isText && usesColour()));
    }
    noteIncomplete(analysis, ofNotes);
    return analysis.crashes.length > 0 ? 2 : 0;
  } finally {
    progress.clear();
    await workspace.dispose();
  }
}
