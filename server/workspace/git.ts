/**
 * Reads commits of a repository. Only objects and the index are asked for, by commands that neither touch the working
 * tree nor start other programs, so that nothing in the repository's configuration has a say: no filter, no hook, no
 * pager, no monitor of files, no fetch of what a partial clone lacks.
 */
import { spawn } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';

/** What git is told before anything it reads itself. */
const SETTINGS = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.alternateRefsCommand=',
  'protocol.allow=never',
  'credential.helper=',
  'maintenance.auto=false',
  'log.showSignature=false',
];
/** What a hook is given: the index and the new objects of the commit that is being made. */
const KEPT_VARIABLES: readonly string[] = [
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];
const OBJECT = /^[0-9a-f]{40,64}$/;

/** A file of a commit or of the index. */
export interface Blob {
  readonly id: string;
  /** In bytes; undefined where git was not asked. */
  readonly size?: number | undefined;
}

/** By path relative to the root of the inspected project. */
export type Tree = ReadonlyMap<string, Blob>;

/** The program is not there, or it failed. */
export class GitError extends Error {
  readonly isMissing: boolean;

  constructor(message: string, isMissing = false) {
    super(message);
    this.name = 'GitError';
    this.isMissing = isMissing;
  }
}

export class Git {
  readonly #top: string;
  /** The folder of the project inside of the repository, with a slash at its end; empty for the top. */
  readonly #prefix: string;

  private constructor(top: string, prefix: string) {
    this.#top = top;
    this.#prefix = prefix;
  }

  /** Undefined where `root` lies in no repository. */
  static async open(root: string): Promise<Git | undefined> {
    for (let top = root; ; top = dirname(top)) {
      const stats = await lstat(join(top, '.git')).catch(() => undefined);
      if (stats && !stats.isSymbolicLink()) {
        const below = relative(top, root).split(sep).join('/');
        return new Git(top, below === '' ? '' : `${below}/`);
      }
      if (dirname(top) === top) return undefined;
    }
  }

  /** The name that a person has told git, if any. */
  async userName(): Promise<string | undefined> {
    const name = (await this.#try('config', '--get', 'user.name'))?.trim();
    return name === '' ? undefined : name;
  }

  /** Whether the project is the whole repository. */
  get isTop(): boolean {
    return this.#prefix === '';
  }

  /** Address that the repository was cloned from, if any. */
  async remote(): Promise<string | undefined> {
    return (await this.#try('config', '--get', 'remote.origin.url'))?.trim();
  }

  /** Id of a commit; undefined where there is none of that name, of branches that only a remote has included. */
  async commitOf(name: string): Promise<string | undefined> {
    if (name.startsWith('-') || name === '') return undefined;
    for (const candidate of [name, `refs/remotes/origin/${name}`]) {
      const id = (await this.#try('rev-parse', '--verify', '--quiet', `${candidate}^{commit}`))?.trim();
      if (id !== undefined && OBJECT.test(id)) return id;
    }
    return undefined;
  }

  /** The day on which a commit was made, in the time zone of who made it: `YYYY-MM-DD`. */
  async dayOf(commit: string): Promise<string | undefined> {
    return dayIn((await this.contents([commit])).get(commit));
  }

  /** A file of the project as commits have left it, the newest first. */
  async versionsOf(
    path: string,
    most: number,
  ): Promise<readonly { readonly day: string; readonly author: string; readonly text: string }[]> {
    const file = `${this.#prefix}${path}`;
    const listed = (await this.#try('rev-list', `--max-count=${String(most)}`, 'HEAD', '--', file)) ?? '';
    const commits = listed.split('\n').filter((id) => OBJECT.test(id));
    const heads = await this.contents(commits);
    const versions = [];
    for (const id of commits) {
      const head = heads.get(id);
      const blob = (await this.#try('rev-parse', '--verify', '--quiet', `${id}:${file}`))?.trim() ?? '';
      const content = OBJECT.test(blob) ? (await this.contents([blob])).get(blob) : undefined;
      const { name: author } = signatureIn(head, 'author');
      versions.push({ day: dayIn(head) ?? '', author, text: content?.toString('utf8') ?? '[]' });
    }
    return versions;
  }

  /** The commit that two have in common; undefined where none is known here. */
  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const id = (await this.#try('merge-base', one, other))?.trim();
    return id !== undefined && OBJECT.test(id) ? id : undefined;
  }

  async isShallow(): Promise<boolean> {
    return (await this.#try('rev-parse', '--is-shallow-repository'))?.trim() === 'true';
  }

  async treeOf(commit: string): Promise<Tree> {
    const listed = await this.#run(['ls-tree', '-r', '-z', '-l', '--full-tree', commit, ...this.#below()]);
    return this.#tree(listed, /^100\d{3} blob ([0-9a-f]+) +(\d+)\t([^]+)$/);
  }

  /** What the next commit would hold. */
  async index(): Promise<Tree> {
    const listed = await this.#run(['ls-files', '--stage', '-z', '--full-name', '--', ...this.#below()]);
    return this.#tree(listed, /^100\d{3} ([0-9a-f]+) (\d)\t([^]+)$/, false);
  }

  /** The content of files and commits by their ids; what cannot be had is left out. */
  async contents(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const contents = new Map<string, Buffer>();
    if (ids.length === 0) return contents;
    const output = await this.#run(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    for (let at = 0; at < output.length;) {
      const end = output.indexOf(10, at);
      const [id = '', type, size] = output.toString('latin1', at, end).split(' ');
      at = end + 1;
      if (type === 'missing' || size === undefined) continue;
      const next = at + Number(size);
      if (type === 'blob' || type === 'commit') contents.set(id, output.subarray(at, next));
      at = next + 1;
    }
    return contents;
  }

  #below(): readonly string[] {
    return this.#prefix === '' ? [] : [this.#prefix];
  }

  #tree(listed: Buffer, line: RegExp, hasSize = true): Tree {
    const tree = new Map<string, Blob>();
    for (const entry of listed.toString('utf8').split('\0')) {
      const [, id, number, path] = line.exec(entry) ?? [];
      if (id === undefined || path?.startsWith(this.#prefix) !== true) continue;
      tree.set(path.slice(this.#prefix.length), { id, ...(hasSize && { size: Number(number) }) });
    }
    return tree;
  }

  async #try(...args: readonly string[]): Promise<string | undefined> {
    try {
      return (await this.#run(args)).toString('utf8');
    } catch (error) {
      if (error instanceof GitError && !error.isMissing) return undefined;
      throw error;
    }
  }

  #run(args: readonly string[], input = ''): Promise<Buffer> {
    const own = Object.entries(process.env).filter(
      ([name]) => !name.startsWith('GIT_') || KEPT_VARIABLES.includes(name),
    );
    const env = {
      ...Object.fromEntries(own),
      // Named, so that `core.worktree` of the configuration does not name another one.
      GIT_DIR: join(this.#top, '.git'),
      GIT_WORK_TREE: this.#top,
      GIT_LITERAL_PATHSPECS: '1',
      GIT_NO_LAZY_FETCH: '1',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'none',
      LC_ALL: 'C',
    };
    return new Promise((resolve, reject) => {
      const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
      const child = spawn('git', ['--no-pager', '-C', this.#top, ...settings, ...args], {
        // Windows looks for programs in the current folder first, and this one is nobody else's.
        cwd: dirname(process.execPath),
        env,
        stdio: ['pipe', 'pipe', 'ignore'],
        windowsHide: true,
      });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('error', (error: NodeJS.ErrnoException) => {
        reject(new GitError('git cannot be started', error.code === 'ENOENT' || error.code === 'EACCES'));
      });
      child.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(chunks));
        else reject(new GitError(`git ${args[0] ?? ''} ended with ${String(code)}`));
      });
      child.stdin.on('error', () => undefined).end(input);
    });
  }
}

/** Who has done something, and when, as a commit tells it: `author Anna Amt <anna@stadt.example> 1700000000 +0100`. */
function signatureIn(commit: Buffer | undefined, role: 'author' | 'committer'): { name: string; when: string } {
  const line =
    commit
      ?.toString('utf8')
      .split('\n')
      .find((each) => each.startsWith(`${role} `)) ?? '';
  const [from, to] = [line.indexOf('<'), line.lastIndexOf('> ')];
  return {
    name: line.slice(role.length + 1, from < 0 ? undefined : from).trim(),
    when: to < 0 ? '' : line.slice(to + 2),
  };
}

function dayIn(commit: Buffer | undefined): string | undefined {
  const [, seconds, sign, hours, minutes] =
    /^(\d{1,12}) ([+-])(\d\d)(\d\d)$/.exec(signatureIn(commit, 'committer').when) ?? [];
  if (seconds === undefined) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  return new Date((Number(seconds) + offset) * 1000).toISOString().slice(0, 10);
}
