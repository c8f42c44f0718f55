/** A project as it was at a commit, to tell what is new since then. */
import type { Analysis } from '../model/analysis.ts';
import type { Words } from '../model/review.ts';
import { Git, GitError } from '../workspace/git.ts';
import { Workspace } from '../workspace/workspace.ts';

export interface KnownState {
  readonly commit: string;
  readonly analysis: Analysis;
}

/** @param name of the commit: what was done since the present one branched off from it is new */
export async function knownState(root: string, name: string): Promise<KnownState | Words> {
  try {
    const git = await Git.open(root);
    if (!git) return REFUSALS.noRepository;
    const named = await git.commitOf(name);
    if (named === undefined) return REFUSALS.unknown(name);
    const head = await git.commitOf('HEAD');
    const commit = (head === undefined ? undefined : await git.mergeBase(named, head)) ?? named;
    const workspace = await Workspace.open({ root });
    try {
      await workspace.show(git, await git.treeOf(commit));
      return { commit, analysis: await workspace.analyse() };
    } finally {
      await workspace.dispose();
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return REFUSALS.noGit;
  }
}

const REFUSALS = {
  noRepository: {
    de: 'Der Ordner liegt in keinem Git-Repository; verglichen werden kann nur mit einem Commit.',
    en: 'The folder lies in no Git repository; only a commit can be compared with.',
  },
  noGit: {
    de: 'Das Repository lässt sich nicht lesen.',
    en: 'The repository cannot be read.',
  },
  unknown: (name: string): Words => ({
    de: `Den Commit „${name}“ gibt es hier nicht.`,
    en: `There is no commit "${name}" here.`,
  }),
};
