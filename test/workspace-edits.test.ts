/** After any edits an analysis equals one from the start: nothing that was taken over from before is out of date. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Workspace } from '../server/workspace/workspace.ts';
import { temporaryProjects } from './temporary-project.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));
/** Projects in which files take values, guards, routers and variables from each other. */
const PROJECTS = [
  'projects/buergerbuero',
  'link/doors-express',
  'link/barrel',
  'link/cycles',
  'rules/mfa/require-second-factor-on-admin-route/nest-global-guard',
  'rules/encryption/no-cleartext-connection/host-from-a-deployment',
  'rules/encryption/require-database-tls/host-from-a-deployment',
];
const RUNS = 4;
const MOST_EDITS = 4;

function filesOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]));
}

/** What a person does to a file; numbers say where. */
const EDITS = {
  'write at the top': (text: string) => `\n${text}`,
  'write at the end': (text: string) => `${text}\nexport const passwort = 'Lindenallee-7-Auenfeld';\n`,
  'take a line away': (text: string, where: number) => withoutLine(text, where),
  'break off': (text: string, where: number) => text.slice(0, where % (text.length + 1)),
  'empty it': () => '',
  'close it again': () => undefined,
};

function withoutLine(text: string, where: number): string {
  const lines = text.split('\n');
  lines.splice(where % lines.length, 1);
  return lines.join('\n');
}

describe('analyses after edits equal one from the start', () => {
  const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
  after(removeTemporaryProjects);

  for (const name of PROJECTS) {
    it(name, async () => {
      const files = filesOf(join(FIXTURES, name));
      const { root } = temporaryProject(files);
      const paths = Object.keys(files).sort();
      const edit = fc.record({
        path: fc.constantFrom(...paths),
        kind: fc.constantFrom(...(Object.keys(EDITS) as (keyof typeof EDITS)[])),
        where: fc.nat(5000),
      });
      const edited = await Workspace.open({ root, threads: 1 });
      await edited.analyse();
      const property = fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: MOST_EDITS }), async (edits) => {
        const written = new Map<string, string>();
        for (const { path, kind, where } of edits) {
          const text = EDITS[kind](written.get(path) ?? files[path] ?? '', where);
          if (text === undefined) {
            written.delete(path);
            edited.dropText(path);
          } else {
            written.set(path, text);
            edited.setText(path, text);
          }
          await edited.analyse();
        }
        const start = await Workspace.open({ root, threads: 1 });
        try {
          for (const [path, text] of written) start.setText(path, text);
          assert.deepEqual(await edited.analyse(), await start.analyse());
        } finally {
          await start.dispose();
          for (const path of written.keys()) edited.dropText(path);
        }
      });
      try {
        await fc.assert(property, { numRuns: RUNS, seed: 20231030 });
      } finally {
        await edited.dispose();
      }
    });
  }
});
