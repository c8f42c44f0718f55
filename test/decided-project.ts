/** A project with findings of two files, and the program that runs in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decision } from '../server/model/decision.ts';
import { fachlint, type Run } from './run-program.ts';
import type { TemporaryProjects } from './temporary-project.ts';

export const FILE = 'fachlint-decisions.json';
export const SECRET = 'Rathaus-2024-geheim';
export const FILES = {
  'src/datenbank.ts': [
    "import { Pool } from 'pg';",
    'export const melde = new Pool({ ssl: { rejectUnauthorized: false } });',
    `export const zugang = new Pool({ host: 'db', password: '${SECRET}', ssl: true });`,
    '',
  ].join('\n'),
  'src/altbestand.ts':
    "import { Agent } from 'node:https';\nexport const alt = new Agent({ rejectUnauthorized: false });\n",
};

/** A project with the program that runs in it. */
export interface Given {
  readonly root: string;
  readonly write: (path: string, content: string) => void;
  readonly remove: (path: string) => void;
  readonly run: (...args: readonly string[]) => Promise<Run>;
  readonly decisions: () => readonly Decision[];
}

/** @param temporaryProject of the test file that the folders belong to */
export function decidedProjects(
  temporaryProject: TemporaryProjects['temporaryProject'],
): (files?: Readonly<Record<string, string>>) => Given {
  return (files = FILES) => {
    const project = temporaryProject(files);
    return {
      root: project.root,
      write: (path, content) => project.write(path, content),
      remove: (path) => project.remove(path),
      run: (...args) => fachlint(args, { cwd: project.root }),
      decisions: () => JSON.parse(readFileSync(join(project.root, FILE), 'utf8')) as readonly Decision[],
    };
  };
}
