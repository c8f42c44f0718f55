/** A git repository made on the spot, with names and dates of its own. */
import { spawnSync } from 'node:child_process';
import type { TemporaryProject, TemporaryProjects } from './temporary-project.ts';

export interface Repository extends Pick<TemporaryProject, 'root'> {
  readonly write: (path: string, content: string) => void;
  readonly remove: (path: string) => void;
  /** Fails where git does; returns what it says. */
  readonly git: (...args: readonly string[]) => string;
  /** All files of the disk as they are. */
  readonly commit: () => void;
}

const SETTINGS = ['user.name=Anna Amt', 'user.email=anna@stadt.example', 'commit.gpgsign=false', 'core.autocrlf=false'];

export function repository(
  temporaryProject: TemporaryProjects['temporaryProject'],
  files: Readonly<Record<string, string>>,
): Repository {
  const project = temporaryProject(files);
  const git = (...args: readonly string[]): string => {
    const given = [...SETTINGS.flatMap((setting) => ['-c', setting]), ...args];
    const { status, stdout, stderr } = spawnSync('git', given, { cwd: project.root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  };
  const commit = (): void => {
    git('add', '--all', '.');
    git('commit', '--quiet', '--no-verify', '--allow-empty', '--message', 'Stand');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  commit();
  return {
    root: project.root,
    write: (path, content) => project.write(path, content),
    remove: (path) => project.remove(path),
    git,
    commit,
  };
}
