/** Reads files that changed, and parses those in which a rule may find something together with all they lead to. */
import type { Linker } from '../link/linker.ts';
import { inLanes } from './lanes.ts';
import type { ProjectFile, ProjectFiles } from './project-files.ts';

/** Files that are read or wait for a thread at the same time. */
export const LANES = 64;

export interface ReadStaleOptions {
  readonly files: ProjectFiles;
  /** Without it nothing is parsed but what may have findings. */
  readonly linker: Linker | undefined;
  readonly signal: AbortSignal | undefined;
  /** A further file is to be parsed, besides the stale ones. */
  readonly onAsked: () => void;
  /** A file is done, one that is to be read or one that was asked for. */
  readonly onDone: () => void;
  /** A file does not exist any more. */
  readonly onGone: () => void;
}

/** Returns the files that others lead to, all of them parsed. */
export async function readStaleFiles(
  stale: readonly ProjectFile[],
  { files, linker, signal, onAsked, onDone, onGone }: ReadStaleOptions,
): Promise<ReadonlySet<ProjectFile>> {
  const waiting = new Set(stale);
  const demanded = new Set<ProjectFile>();
  const demands = linker?.demands(
    (path) => files.factsOf(path),
    (path) => files.get(path)?.isRelevant === true,
  );

  const parse = async (file: ProjectFile): Promise<void> => {
    await files.parse(file);
    const paths = (file.facts && demands?.of(file.facts)) ?? [];
    await Promise.all(paths.map(ask));
  };
  const ask = async (path: string): Promise<void> => {
    const file = files.get(path);
    if (!file || file.isRelevant || signal?.aborted) return;
    demanded.add(file);
    // Others have their turn when they are read.
    if (waiting.has(file)) return;
    onAsked();
    await parse(file);
    onDone();
  };

  await inLanes(LANES, stale, signal, async (file) => {
    const exists = await files.read(file);
    waiting.delete(file);
    if (!exists) onGone();
    if (file.isRelevant || demanded.has(file)) await parse(file);
    onDone();
  });
  return demanded;
}
