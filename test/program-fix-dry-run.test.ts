/** `--fix-dry-run`: the diff is what `--fix` writes, `git apply` takes it, and it shows no secret. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffOf } from '../server/cli/fix-diff.ts';
import { fachlint, type Run } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

/** A comment without effect: its removal is a safe fix. */
const STALE = 'fachlint-disable-next-line encryption/no-weak-hash -- war einmal';
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
const FILES: Readonly<Record<string, string | Buffer>> = {
  'src/melde.ts': lines(...'abcde'.split('').map((name) => `export const ${name} = 1;`), `// ${STALE}`, 'export {};'),
  'src/viele.ts': lines(`// ${STALE}`, 'export const a = 1;', `// ${STALE}`, 'export const b = 1;', `// ${STALE}`),
  'src/windows.ts': `export const a = 1;\r\n// ${STALE}\r\nexport const b = 2;\r\n`,
  'src/ohne ende.ts': `export const a = 1;\n// ${STALE}\nexport const b = 2;`,
  'src/am ende.ts': `export const a = 1;\n// ${STALE}`,
  'src/"zitat"\t.ts': lines(`// ${STALE}`, 'export const a = 1;'),
  'src/größe.ts': `\uFEFF${lines(`// ${STALE}`, 'export const straße = 1;')}`,
  'src/alt.ts': Buffer.from(lines('// Straße', `// ${STALE}`, 'export const a = 1;'), 'latin1'),
  'deploy/values.yaml': lines('a: 1', `# ${STALE}`, 'b: 1'),
};

function contentsOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(root.length), readFileSync(path).toString('latin1')]));
}

/** Pipes through bytes, as a shell does: the diff holds files of several encodings. */
function dryRun(root: string, ...more: readonly string[]): Buffer {
  const program = join(import.meta.dirname, '..', 'dist', 'fachlint.js');
  const { stdout } = spawnSync(process.execPath, [program, 'check', root, '--fix-dry-run', ...more]);
  return stdout;
}

function gitApply(root: string, diff: Buffer): void {
  const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input: diff });
  assert.equal(status, 0, stderr.toString());
}

after(removeTemporaryProjects);

describe('program: --fix-dry-run', () => {
  it('shows what --fix writes: the same files after git apply, and before that nothing is written', async () => {
    const [shown, fixed] = [temporaryProject(FILES).root, temporaryProject(FILES).root];
    const written = await fachlint(['check', fixed, '--fix']);
    assert.equal(written.stderr, '11 corrections written to 9 files.\n');
    const before = contentsOf(shown);
    const run = await fachlint(['check', shown, '--fix-dry-run']);
    assert.deepEqual(
      [run.code, run.stderr],
      [written.code, '11 corrections possible in 9 files, nothing was written.\n'],
    );
    assert.deepEqual(contentsOf(shown), before);
    gitApply(shown, dryRun(shown));
    assert.deepEqual(contentsOf(shown), contentsOf(fixed));
    assert.doesNotMatch(Object.values(contentsOf(shown)).join(''), /fachlint-disable/);
  });

  it('is a unified diff with three lines around a change', async () => {
    const { root } = temporaryProject({ 'src/melde.ts': FILES['src/melde.ts'] ?? '' });
    assert.equal(
      (await fachlint(['check', root, '--fix-dry-run'])).stdout,
      lines(
        ...['diff --git a/src/melde.ts b/src/melde.ts', '--- a/src/melde.ts', '+++ b/src/melde.ts'],
        ...['@@ -3,5 +3,4 @@', ' export const c = 1;', ' export const d = 1;', ' export const e = 1;'],
        ...[`-// ${STALE}`, ' export {};'],
      ),
    );
  });

  it('makes new files and follows fixes that only another fix uncovers', async () => {
    const files = { 'a.ts': "export const altername = 'uralt';\n" };
    const { root } = temporaryProject(files);
    const run = await fachlint(['check', root, '--fix-dry-run'], { ownRules: true });
    assert.deepEqual([run.code, readdirSync(root)], [0, ['a.ts']]);
    gitApply(root, Buffer.from(run.stdout));
    assert.equal(readFileSync(join(root, '.env.example'), 'utf8'), 'NEUER_NAME=\n');
    assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), "export const neuername = 'neu';\n");
  });

  it('shows no secret beside a change: such a change is a remark, and the rest can be applied', async () => {
    const secret = 'Turmfalke-Brunnen-2291';
    const files = {
      '.env': lines('A=1', `# ${STALE}`, `DB_PASSWORD=${secret}`, 'B=1', `# ${STALE}`, 'C=1'),
      'compose.yaml': lines('services: {}', `# ${STALE}`, 'x-a:', `  POSTGRES_PASSWORD: ${secret}`),
    };
    const { root } = temporaryProject(files);
    const run = await fachlint(['check', root, '--fix-dry-run']);
    assert.equal(run.code, 1);
    assert.ok(!run.stdout.includes('Turmfalke'), run.stdout);
    assert.match(run.stdout, /^# \.env: for reading only.+\n# @@ -1,2 \+1,1 @@\n# {2}A=1\n# -# fachlint/);
    gitApply(root, Buffer.from(run.stdout));
    assert.equal(
      readFileSync(join(root, '.env'), 'utf8'),
      lines('A=1', `# ${STALE}`, `DB_PASSWORD=${secret}`, 'B=1', 'C=1'),
    );
    assert.ok(!readFileSync(join(root, 'compose.yaml'), 'utf8').includes('fachlint'));
  });

  it('shows dots where a changed line holds the secret itself', () => {
    const before = "const a = 1;\nconst password = 'Turmfalke-2291', zahl = 1;\nconst b = 1;\n";
    const after = before.replace('zahl = 1', 'zahl = 2');
    const start = before.indexOf("'Turm");
    const shown = diffOf(
      [{ path: 'a.ts', before: { text: before, encoding: 'utf-8' }, after }],
      () => [{ start, end: start + "'Turmfalke-2291'".length }],
      'de',
    ).toString();
    assert.match(shown, /^# a\.ts: nur zum Lesen/);
    assert.match(shown, /^# -const password = '•+', zahl = 1;\n# \+const password = '•+', zahl = 2;$/m);
    assert.ok(shown.split('\n').every((line) => line === '' || line.startsWith('# ')));
  });

  it('takes no comment away that ends further down', async () => {
    const { root } = temporaryProject({ 'a.ts': lines(`/* ${STALE},`, 'siehe Akte */', 'export const a = 1;') });
    assert.equal((await fachlint(['check', root, '--fix-dry-run'])).stdout, '');
  });

  it('leaves standard output to the diff', async () => {
    const { root } = temporaryProject({ 'a.ts': 'export const a = 1;\n' });
    const refused = (run: Run): void => {
      assert.deepEqual([run.code, run.stdout], [2, '']);
      assert.match(run.stderr, /--fix-dry-run shows the diff/);
    };
    refused(await fachlint(['check', root, '--fix-dry-run', '--fix']));
    refused(await fachlint(['check', root, '--fix-dry-run', '--format', 'json']));
    const file = join(root, 'r.json');
    const run = await fachlint(['check', root, '--fix-dry-run', '--output', `json=${file}`]);
    assert.deepEqual([run.code, run.stdout], [0, '']);
    assert.deepEqual((JSON.parse(readFileSync(file, 'utf8')) as { findings: unknown[] }).findings, []);
  });
});
