/** Fixes over a copy of the sample Fachverfahren: it still type-checks and lints clean, and nothing is left to fix. */
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { applyFixes } from '../server/cli/apply-fixes.ts';
import { filesOnDisk } from '../server/cli/fixed-files.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import { fachlint, ROOT } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

/** Suppressions that silence nothing any more, in every form a comment takes there. */
const STALE: Readonly<Record<string, (line: string) => string>> = {
  'src/datenbank.ts': (rule) => `// ${rule}`,
  'src/app.ts': (rule) => `/* ${rule} */`,
  'compose.yaml': (rule) => `# ${rule}`,
  'deploy/deployment.yaml': (rule) => `# ${rule}`,
};

function copyOfSample(): string {
  const { root } = temporaryProject();
  cpSync(join(ROOT, 'test/fixtures/projects/buergerbuero'), root, { recursive: true });
  for (const [path, comment] of Object.entries(STALE)) {
    const line = comment('fachlint-disable-next-line encryption/no-weak-hash -- Altbestand, Vorgang 12');
    writeFileSync(join(root, path), `${line}\n${readFileSync(join(root, path), 'utf8')}`);
  }
  return root;
}

function scriptsOf(root: string): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(root, 'src', path));
}

/** The packages of the sample are not installed here, so all that comes from them is `any`. */
const PACKAGES = `declare module 'express' {
${['Request', 'Response', 'NextFunction', 'RequestHandler'].map((name) => `  export type ${name} = any;`).join('\n')}
  export const Router: any;
  const express: any;
  export default express;
}
declare module '*';
`;

function typeErrorsIn(root: string): string[] {
  const modules = join(root, 'modules.d.ts');
  writeFileSync(modules, PACKAGES);
  const program = ts.createProgram([modules, ...scriptsOf(root)], {
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, strict: true, noEmit: true },
    ...{ noImplicitAny: false, skipLibCheck: true, types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] },
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

async function lintErrorsIn(root: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [...tseslint.configs.recommended, ...tseslint.configs.stylistic],
  });
  const results = await eslint.lintFiles(['src/**/*.ts']);
  return results.flatMap(({ filePath, messages }) => messages.map(({ message }) => `${filePath}: ${message}`));
}

describe('fixes over the sample project', () => {
  after(removeTemporaryProjects);

  it('the sample itself type-checks and lints clean, or the following says nothing', async () => {
    const root = copyOfSample();
    assert.deepEqual(typeErrorsIn(root), []);
    assert.deepEqual(await lintErrorsIn(root), []);
    writeFileSync(join(root, 'src/kaputt.ts'), "export const zahl: number = 'eins';\n");
    assert.equal(typeErrorsIn(root).length, 1);
  });

  it('--fix leaves a project that type-checks, lints clean, and has nothing more to fix', async () => {
    const root = copyOfSample();
    const run = await fachlint(['check', root, '--fix']);
    assert.equal(run.stderr, '4 corrections written to 4 files.\n');
    assert.deepEqual(typeErrorsIn(root), []);
    assert.deepEqual(await lintErrorsIn(root), []);
    for (const path of Object.keys(STALE)) {
      const original = readFileSync(join(ROOT, 'test/fixtures/projects/buergerbuero', path), 'utf8');
      assert.equal(readFileSync(join(root, path), 'utf8'), original);
    }
    assert.equal((await fachlint(['check', root, '--fix-dry-run'])).stdout, '');
  });

  it('the corrections that an editor suggests do so, too', async () => {
    const root = copyOfSample();
    const workspace = await Workspace.open({ root, threads: 1 });
    try {
      const { findings } = await workspace.analyse();
      const offered = findings.flatMap(({ fix, ...finding }) =>
        fix ? [{ ...finding, fix: { ...fix, safety: 'safe' as const } }] : [],
      );
      const { fixes, failed } = await applyFixes(filesOnDisk(root), offered, (path) => workspace.textOf(path));
      assert.deepEqual([fixes, failed], [offered.length, []]);
      assert.ok(fixes > 8, String(fixes));
    } finally {
      await workspace.dispose();
    }
    assert.deepEqual(typeErrorsIn(root), []);
    assert.deepEqual(await lintErrorsIn(root), []);
  });
});
