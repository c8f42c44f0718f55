/**
 * Replays the history of foreign repositories: what is decided at one commit must hold at the next as long as the line
 * and its literal stay the same, and must not hold once the literal has changed. `tsx test/real/replay.ts FOLDER…`:
 * clones with their history. A finding is known to be the same where `diff` moved its line without changing it.
 */
import { spawnSync } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { diffArrays } from 'diff';
import type { Finding } from '../../server/model/finding.ts';
import { Lines } from '../../server/model/source.ts';
import { matchIdentities } from '../../server/judge/decisions.ts';
import { Git } from '../../server/workspace/git.ts';
import { Pool } from '../../server/workspace/pool.ts';
import { Workspace } from '../../server/workspace/workspace.ts';

const COMMITS = 200;

/** A finding with what tells it apart without a fingerprint. */
interface Seen {
  readonly finding: Finding;
  readonly line: number;
  readonly literal: string;
}

interface State {
  readonly seen: readonly Seen[];
  readonly texts: ReadonlyMap<string, string>;
}

interface Figures {
  followed: number;
  lost: number;
  changed: number;
  kept: number;
}

/** The oldest first. */
function commitsOf(folder: string): readonly string[] {
  const args = ['log', '--first-parent', '--format=%H', `--max-count=${String(COMMITS)}`];
  const { stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).reverse();
}

async function stateOf(workspace: Workspace, git: Git, commit: string): Promise<State> {
  await workspace.show(git, await git.treeOf(commit));
  const { findings } = await workspace.analyse();
  const texts = new Map(findings.map(({ path }) => [path, workspace.textOf(path) ?? '']));
  const lines = new Map([...texts].map(([path, text]) => [path, new Lines(text)]));
  const seen = findings.map((finding) => ({
    finding,
    line: lines.get(finding.path)?.positionAt(finding.range.start).line ?? 0,
    literal: (texts.get(finding.path) ?? '').slice(finding.range.start, finding.range.end),
  }));
  return { seen, texts };
}

/** Where the lines of a text went; undefined for those that were changed. */
function movedLines(before: string, after: string): readonly (number | undefined)[] {
  const moved: (number | undefined)[] = [];
  let to = 0;
  for (const { value, added, removed } of diffArrays(before.split('\n'), after.split('\n'))) {
    if (added) to += value.length;
    else for (const _ of value) moved.push(removed ? undefined : to++);
  }
  return moved;
}

function compareStates(before: State, now: State, exists: (path: string) => boolean, figures: Figures): void {
  const entries = before.seen.map(({ finding }) => finding);
  const matches = matchIdentities(
    now.seen.map(({ finding }) => finding),
    entries,
    exists,
  );
  const bySeen = new Map(before.seen.map((each) => [each.finding, each]));
  for (const { finding, literal } of now.seen) {
    const entry = matches.get(finding);
    const old = entry && bySeen.get(entry);
    if (old && quoteless(old.literal) !== quoteless(literal) && finding.secret) {
      figures.kept++;
      console.log(`  kept: ${finding.rule} ${finding.path}`);
    }
  }
  const matched = new Set(matches.values());
  for (const { finding, line, literal } of before.seen) {
    const [one, other] = [before.texts.get(finding.path), now.texts.get(finding.path)];
    if (one === undefined || other === undefined) continue;
    const to = one === other ? line : movedLines(one, other)[line];
    const same = now.seen.filter(
      (each) => each.finding.path === finding.path && each.finding.rule === finding.rule && each.line === to,
    );
    if (same.length === 0) continue;
    if (!same.some((each) => each.literal === literal)) figures.changed++;
    else {
      figures.followed++;
      if (!matched.has(finding)) {
        figures.lost++;
        console.log(`  lost: ${finding.rule} ${finding.path}:${String(line + 1)}`);
      }
    }
  }
}

function quoteless(text: string): string {
  return text.trim().replace(/^(["'`])([^]*)\1$/, '$2');
}

for (const folder of process.argv.slice(2)) {
  const root = resolve(folder);
  const git = await Git.open(root);
  if (!git) throw new Error(`${folder} is no repository.`);
  const pool = new Pool({});
  const workspace = await Workspace.open({ root, pool, decisions: false });
  const figures: Figures = { followed: 0, lost: 0, changed: 0, kept: 0 };
  let before: State | undefined;
  const commits = commitsOf(root);
  for (const commit of commits) {
    const now = await stateOf(workspace, git, commit);
    if (before) compareStates(before, now, (path) => workspace.has(path), figures);
    before = now;
  }
  await workspace.dispose();
  await pool.dispose();
  const share = figures.followed === 0 ? 0 : (100 * figures.lost) / figures.followed;
  console.log(
    `${basename(root)}: ${String(commits.length)} commits, ${String(figures.followed)} decisions followed, ${String(figures.lost)} lost (${share.toFixed(2)} %), ${String(figures.changed)} changed literals, ${String(figures.kept)} wrongly kept`,
  );
}
