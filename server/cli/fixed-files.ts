/** Where corrected texts go: to the disk, or, for a preview, into memory. */
import { randomUUID } from 'node:crypto';
import { chmod, lstat, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { encodeText, readText, type Encoding, type ReadText } from '../workspace/read-text.ts';

export interface FixedFiles {
  /** Undefined where there is no file yet; `failed` where there is something that must not be touched. */
  read(path: string): Promise<ReadText | undefined | 'failed'>;
  /** False where the text has no place in the encoding, or the file cannot be written. */
  write(path: string, text: string, encoding: Encoding): Promise<boolean>;
}

/** Only files inside of the root, never through a link, each file in one step. */
export function filesOnDisk(root: string): FixedFiles {
  return {
    async read(path) {
      const file = join(root, path);
      try {
        if (!(await isInside(root, file))) return 'failed';
        const stats = await lstat(file).catch(() => undefined);
        if (!stats) return undefined;
        const read = stats.isFile() ? await readText(file) : 'unreadable';
        return typeof read === 'string' ? 'failed' : read;
      } catch {
        return 'failed';
      }
    },
    async write(path, text, encoding) {
      const bytes = encodeText(text, encoding);
      if (!bytes) return false;
      const file = join(root, path);
      const temporary = join(dirname(file), `.fachlint-${randomUUID()}.tmp`);
      try {
        const stats = await lstat(file).catch(() => undefined);
        await writeFile(temporary, bytes, { flag: 'wx' });
        if (stats) await chmod(temporary, stats.mode);
        await rename(temporary, file);
        return true;
      } catch {
        return false;
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

/** What a correction makes of a file. */
export interface Draft {
  readonly path: string;
  /** Undefined for a file that would be new. */
  readonly before: ReadText | undefined;
  readonly after: string;
}

export interface DraftFiles extends FixedFiles {
  /** In the order of paths; what ended as it began is left out. */
  readonly drafts: () => readonly Draft[];
  readonly textOf: (path: string) => string | undefined;
}

/** The files of the disk as they would be: nothing is written. */
export function filesInMemory(root: string): DraftFiles {
  const disk = filesOnDisk(root);
  const changed = new Map<string, Draft & { readonly encoding: Encoding }>();
  return {
    async read(path) {
      const draft = changed.get(path);
      return draft ? { text: draft.after, encoding: draft.encoding } : disk.read(path);
    },
    async write(path, text, encoding) {
      if (!encodeText(text, encoding)) return false;
      const known = changed.get(path);
      const before = known ? known.before : await disk.read(path);
      if (before === 'failed') return false;
      changed.set(path, { path, before, after: text, encoding });
      return true;
    },
    drafts: () =>
      [...changed.values()]
        .filter(({ before, after }) => after !== (before?.text ?? ''))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    textOf: (path) => changed.get(path)?.after,
  };
}

/** True where the folder of the file, with all links followed, lies in the root. */
async function isInside(root: string, file: string): Promise<boolean> {
  const way = relative(await realpath(root), await realpath(dirname(file)));
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}
