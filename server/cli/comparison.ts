/** `--since` and `--staged`: judges two states of a project and says what is new in the later one. */
import type { Analysis } from '../model/analysis.ts';
import { compared } from '../workspace/commits.ts';
import { Git, GitError, type Tree } from '../workspace/git.ts';
import type { AnalyseOptions } from '../workspace/workspace-options.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Failure } from './failure.ts';

export interface ComparisonOptions {
  /** Name of a commit: what was done since it branched off is new. */
  readonly since?: string | undefined;
  /** What the next commit would hold, in place of the disk. */
  readonly staged: boolean;
}

/** Undefined where nothing is to be compared. The workspace shows the later state afterwards. */
export async function compare(
  workspace: Workspace,
  { since, staged }: ComparisonOptions,
  options: AnalyseOptions,
): Promise<Analysis | undefined> {
  if (since === undefined && !staged) return undefined;
  try {
    const git = await Git.open(workspace.root);
    if (!git) throw noRepository(workspace.root);
    const head = await git.commitOf('HEAD');
    const base = since === undefined ? head : await baseOf(git, since, head);
    const before: Tree = base === undefined ? new Map() : await git.treeOf(base);
    await workspace.show(git, before);
    const known = await workspace.analyse(options);
    await (staged ? workspace.show(git, await git.index()) : workspace.show());
    const analysis = await workspace.analyse(options);
    return compared(known, analysis, base ?? '', (path) => workspace.has(path));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw error.isMissing ? noGit() : broken(error);
  }
}

async function baseOf(git: Git, name: string, head: string | undefined): Promise<string | undefined> {
  const named = await git.commitOf(name);
  if (named === undefined) throw (await git.isShallow()) ? tooShallow(name) : unknownCommit(name);
  const base = head === undefined ? named : await git.mergeBase(named, head);
  if (base !== undefined) return base;
  if (await git.isShallow()) throw tooShallow(name);
  // Two histories without a beginning in common: the commit itself is all there is to compare with.
  return named;
}

function noRepository(root: string): Failure {
  return new Failure({
    de: `Verglichen wird mit git, und ${root} liegt in keinem Repository. Ohne git hält „fachlint decide --accept-current“ fest, was bekannt ist.`,
    en: `Git is needed to compare, and ${root} lies in no repository. Without git, "fachlint decide --accept-current" writes down what is known.`,
  });
}

function noGit(): Failure {
  return new Failure({
    de: 'Das Programm git ist nicht da; --since und --staged brauchen es.',
    en: 'The program git is not there; --since and --staged need it.',
  });
}

function broken(error: GitError): Failure {
  return new Failure({
    de: `Das Repository lässt sich nicht lesen (${error.message}).`,
    en: `The repository cannot be read (${error.message}).`,
  });
}

function unknownCommit(name: string): Failure {
  return new Failure({
    de: `Den Commit „${name}“ gibt es hier nicht; bei einem Fork hilft „git fetch“ des Zielzweigs.`,
    en: `There is no commit "${name}" here; in a fork, "git fetch" of the target branch helps.`,
  });
}

function tooShallow(name: string): Failure {
  return new Failure({
    de: `Der Klon ist zu flach, um ihn mit „${name}“ zu vergleichen: Er muss bis zum gemeinsamen Commit reichen (GitLab: GIT_DEPTH: 0, GitHub: fetch-depth: 0, sonst git fetch --unshallow).`,
    en: `The clone is too shallow to be compared with "${name}": it has to reach back to the commit in common (GitLab: GIT_DEPTH: 0, GitHub: fetch-depth: 0, else git fetch --unshallow).`,
  });
}
