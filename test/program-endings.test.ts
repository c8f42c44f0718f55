/** How a run ends where something is in its way: a full disk, a folder that may only be read, a signal. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fachlint, ROOT } from './run-program.ts';
import { temporaryProjects, type TemporaryProject } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
after(removeTemporaryProjects);
const PROGRAM = join(ROOT, 'dist', 'fachlint.js');
/** Every write to it fails as on a full disk; Linux only. */
const FULL = '/dev/full';

function project(): TemporaryProject {
  return temporaryProject({
    'fachlint.json': '{}',
    'src/zugang.ts': "export const zugang = { host: 'db', password: 'Rathaus-2024-geheim' };\n",
  });
}

describe('program: endings', () => {
  before(() => fachlint(['--version']));

  it('a full disk behind standard output is a run that failed', function () {
    if (!existsSync(FULL)) this.skip();
    const full = openSync(FULL, 'w');
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'check', project().root, '--lang', 'de'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    assert.deepEqual([status, stderr], [2, 'fachlint: Die Ausgabe lässt sich nicht schreiben (ENOSPC).\n']);
  });

  it('a full disk behind an output is one, too', async function () {
    if (!existsSync(FULL)) this.skip();
    const { root } = project();
    const run = await fachlint(['check', root, '--format', 'sarif', '--output', FULL]);
    assert.deepEqual(
      [run.code, run.stdout, run.stderr],
      [2, '', 'fachlint: The file /dev/full cannot be written (ENOSPC).\n'],
    );
  });

  it('of several outputs none appears where one cannot be written', async () => {
    const { root } = project();
    mkdirSync(join(root, 'berichte'));
    mkdirSync(join(root, 'b.sarif'));
    const outputs = ['--output', 'berichte/a.sarif', '--output', 'sarif=b.sarif/'];
    const run = await fachlint(['check', 'src', '--fail-on', 'never', ...outputs], { cwd: root });
    assert.equal(run.code, 2);
    assert.match(run.stderr, /^fachlint: The file b\.sarif\/ cannot be written \(\w+\)\.\n$/);
    assert.deepEqual(readdirSync(join(root, 'berichte')), []);
  });

  it('a folder that may only be read is judged, and not written to', function () {
    const { root } = project();
    for (const folder of ['src', '.']) chmodSync(join(root, folder), 0o555);
    // Whoever may do everything is stopped by nothing: then somebody else asks.
    const person = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const run = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, [PROGRAM, ...args], { cwd: root, encoding: 'utf8', ...person });
    // A checkout that nobody else may enter.
    if (run('--version').status !== 0) this.skip();
    const judged = run('check', '.');
    const decided = run('decide', '--accept-current');
    chmodSync(root, 0o755);
    assert.equal(judged.status, 1, String(judged.stderr));
    assert.equal(decided.status, 2);
    assert.match(String(decided.stderr), /fachlint-decisions\.json cannot be written \(EACCES\)/);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`${signal} leaves no half file`, async () => {
      const files = Array.from({ length: 300 }, (_, at) => [
        `src/zugang-${String(at)}.ts`,
        `export const zugang = { host: 'db', password: 'Rathaus-${String(at)}-geheim' };\n`.repeat(40),
      ]);
      const { root } = temporaryProject({
        'fachlint.json': '{}',
        ...(Object.fromEntries(files) as Record<string, string>),
      });
      const child = spawn(process.execPath, [PROGRAM, 'check', '.', '--output', 'bericht.sarif'], {
        cwd: root,
        stdio: 'ignore',
      });
      setTimeout(() => child.kill(signal), 250);
      const [, killed] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      assert.equal(killed, signal);
      assert.deepEqual(readdirSync(root).sort(), ['fachlint.json', 'src']);
    });
  }
});
