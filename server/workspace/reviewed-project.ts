/** What a review says of the project itself: its name, its commit, and what of it was judged. */
import { basename } from 'node:path';
import type { ReviewProject } from '../model/review.ts';
import { differsFrom } from './commits.ts';
import { Git } from './git.ts';
import type { Workspace } from './workspace.ts';

export interface ProjectQuestions {
  /** Relative paths that the run was limited to. */
  readonly scope: readonly string[];
  /** In place of the day of the commit, `YYYY-MM-DD`. */
  readonly day?: string | undefined;
  /** Compare every file with the commit. */
  readonly comparesFiles: boolean;
}

/** Without a repository, or without git, there is no commit. */
export async function reviewedProject(
  workspace: Workspace,
  { scope, day, comparesFiles }: ProjectQuestions,
): Promise<ReviewProject> {
  const name = nameOf(workspace.textOf('package.json')) ?? basename(workspace.root);
  const { id, made, changed } = await commitOf(workspace, comparesFiles).catch(() => NO_COMMIT);
  const date = day ?? made;
  return {
    name,
    ...(id !== undefined && { commit: { id, ...(changed !== undefined && { changed }) } }),
    ...(date !== undefined && { date }),
    scope,
  };
}

interface Commit {
  readonly id?: string | undefined;
  readonly made?: string | undefined;
  readonly changed?: boolean;
}

const NO_COMMIT: Commit = {};

async function commitOf({ root, paths }: Workspace, comparesFiles: boolean): Promise<Commit> {
  const git = await Git.open(root);
  const id = await git?.commitOf('HEAD');
  if (!git || id === undefined) return NO_COMMIT;
  const made = await git.dayOf(id);
  return { id, made, ...(comparesFiles && { changed: differsFrom(root, await git.treeOf(id), paths) }) };
}

function nameOf(manifest: string | undefined): string | undefined {
  try {
    const { name } = JSON.parse(manifest ?? '{}') as { name?: unknown };
    return typeof name === 'string' && name.trim() !== '' ? name.slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}
