/** What a workspace is opened with, and what an analysis is told. */
import type { ScriptEngine } from '../model/analysis.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Rule } from '../model/rule.ts';
import type { Pool } from './pool.ts';
import type { ProjectDecisionsOptions } from './project-decisions.ts';

export interface WorkspaceOptions extends ProjectDecisionsOptions {
  /** Absolute path of the folder that everything is relative to. */
  readonly root: string;
  /** In place of `fachlint.json`. */
  readonly configuration?: Configuration | undefined;
  /** Absolute path of a configuration file in place of `fachlint.json` in the root. */
  readonly configurationFile?: string | undefined;
  readonly engine?: ScriptEngine | undefined;
  readonly threads?: number | undefined;
  /** In place of one with the options here; disposed with the workspace. */
  readonly pool?: Pool | undefined;
  /** False parses every file that a rule judges: slow, for the proof that the filter changes no finding. */
  readonly wordFilter?: boolean | undefined;
  /**
   * Paths relative to the root to which the result is narrowed. The rest of the project is read all the same, because
   * guards and values come from there.
   */
  readonly only?: readonly string[] | undefined;
  readonly rules?: readonly Rule[] | undefined;
  /** File of the worker. */
  readonly worker?: URL | undefined;
  /** Milliseconds of a processor that the parse of one file may take. */
  readonly timeLimit?: number | undefined;
}

export interface AnalyseOptions {
  /** Files that were dealt with, and how many there are as far as known: a link may ask for more. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
