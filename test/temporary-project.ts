/** Writes a small project to a folder of its own, for tests that need real files. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TemporaryProject {
  readonly root: string;
  write(path: string, content: string | Buffer): void;
  remove(path: string): void;
}

export interface TemporaryProjects {
  /** The files by path relative to the root. */
  readonly temporaryProject: (files?: Readonly<Record<string, string | Buffer>>) => TemporaryProject;
  readonly removeTemporaryProjects: () => void;
}

/** Each test file owns its folders: what one has done with does not vanish under another. */
export function temporaryProjects(): TemporaryProjects {
  const folders: string[] = [];
  return {
    temporaryProject(files = {}) {
      const root = realpathSync(mkdtempSync(join(tmpdir(), 'fachlint-project-')));
      folders.push(root);
      const write = (path: string, content: string | Buffer): void => {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      };
      for (const [path, content] of Object.entries(files)) write(path, content);
      return { root, write, remove: (path) => rmSync(join(root, path), { recursive: true, force: true }) };
    },
    removeTemporaryProjects() {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}
