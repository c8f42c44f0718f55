/** From files on disk and in editors to an analysis, the first time and after changes. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Analysis } from '../server/model/analysis.ts';
import type { Rule, RuleText } from '../server/model/rule.ts';
import { Workspace } from '../server/workspace/workspace.ts';
import type { WorkspaceOptions } from '../server/workspace/workspace-options.ts';
import { temporaryProjects } from './temporary-project.ts';
import type { TemporaryProject } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

const text: RuleText<'found'> = { title: 't', messages: { found: 'm' }, why: 'w', advice: { found: 'a' } };
/** Finds `createHash('md5')`, wherever the name of the hash stands. */
const WEAK_HASH: Rule = {
  id: 'encryption/no-md5',
  severity: 'error',
  text: { de: text, en: text },
  words: ['createHash'],
  on: {
    call(call, report) {
      const [algorithm] = call.arguments;
      if (call.callee === 'node:crypto#createHash' && algorithm?.kind === 'known' && algorithm.value === 'md5') {
        report({ message: 'found', range: call.range });
      }
    },
  },
};
const USE = (from: string): string =>
  `import { createHash } from 'node:crypto';\nimport { art } from '${from}';\nexport const pruefe = (x) => createHash(art).update(x);\n`;
const VALUE = "export const art = 'md5';\n";

describe('workspace', () => {
  const open: Workspace[] = [];
  const workspaceOf = async (
    project: TemporaryProject,
    options: Partial<WorkspaceOptions> = {},
  ): Promise<Workspace> => {
    const workspace = await Workspace.open({ root: project.root, rules: [WEAK_HASH], threads: 1, ...options });
    open.push(workspace);
    return workspace;
  };
  const paths = ({ findings }: Analysis): string[] => findings.map(({ path }) => path);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((workspace) => workspace.dispose()));
    removeTemporaryProjects();
  });

  it('parses what holds a word and what a value is taken from, and nothing else', async () => {
    const project = temporaryProject({
      'src/melde.ts': USE('./werte'),
      'src/werte/index.ts': "export * from './arten';",
      'src/werte/arten.ts': "export { art } from '../../lib/art.ts';",
      'lib/art.ts': VALUE,
      'src/anderes.ts': 'export const x = 1;',
      'README.md': 'createHash',
    });
    const analysis = await (await workspaceOf(project)).analyse();
    assert.deepEqual(paths(analysis), ['src/melde.ts']);
    assert.deepEqual(analysis.counts, { files: 6, parsed: 4 });
    assert.deepEqual([analysis.notices, analysis.crashes, analysis.doors], [[], [], []]);
    const whole = await (await workspaceOf(project, { wordFilter: false })).analyse();
    assert.deepEqual(whole.findings, analysis.findings);
    assert.equal(whole.counts.parsed, 5);
  });

  it('sorts by path and place, whatever was finished first', async () => {
    const twice = `import { createHash } from 'node:crypto';\ncreateHash('md5');\ncreateHash('md5');\n`;
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`src/${(i * 7) % 30}.ts`, twice]));
    const project = temporaryProject(files);
    const [one, two] = [await workspaceOf(project), await workspaceOf(project, { threads: 2 })];
    const analysis = await one.analyse();
    assert.equal(analysis.findings.length, 60);
    assert.deepEqual(paths(analysis), [...paths(analysis)].sort());
    assert.deepEqual(await two.analyse(), analysis);
  });

  describe('after changes', () => {
    it('equals an analysis from the start, and reads only what changed', async () => {
      const project = temporaryProject({
        'a.ts': USE('./werte'),
        'b.ts': USE('./werte'),
        'werte.ts': VALUE,
        'c.ts': '',
      });
      const workspace = await workspaceOf(project);
      assert.deepEqual(paths(await workspace.analyse()), ['a.ts', 'b.ts']);
      const steps: readonly (readonly [change: () => void, expected: readonly string[], read: number])[] = [
        [() => undefined, ['a.ts', 'b.ts'], 0],
        [() => project.write('b.ts', 'export {};'), ['a.ts'], 1],
        [() => project.write('werte.ts', "export const art = 'sha256';"), [], 1],
        [() => project.write('werte.ts', VALUE), ['a.ts'], 1],
        [() => project.write('neu/d.ts', USE('../werte')), ['a.ts', 'neu/d.ts'], 1],
        [() => project.write('werte/index.ts', "export const art = 'sha256';"), ['a.ts', 'neu/d.ts'], 1],
        [() => project.write('werte/index.ts', VALUE), ['a.ts', 'neu/d.ts'], 1],
        [() => project.write('werte.ts', "export const art = 'sha256';"), [], 1],
        [() => project.remove('werte.ts'), ['a.ts', 'neu/d.ts'], 1],
        [() => project.remove('werte'), [], 0],
        [() => project.write('werte.ts', VALUE), ['a.ts', 'neu/d.ts'], 1],
        [() => project.remove('neu'), ['a.ts'], 0],
      ];
      const changed = [
        '',
        'b.ts',
        'werte.ts',
        'werte.ts',
        'neu',
        'werte/index.ts',
        'werte/index.ts',
        'werte.ts',
        'werte.ts',
        'werte',
        'werte.ts',
        'neu',
      ];
      for (const [number, [change, expected, read]] of steps.entries()) {
        change();
        if (changed[number]) workspace.changed(changed[number]);
        let looked = 0;
        const analysis = await workspace.analyse({ onProgress: () => looked++ });
        assert.deepEqual(paths(analysis), expected, `step ${number}`);
        // A file that a value comes from is looked at a second time when it is parsed.
        assert.ok(looked >= read && looked <= read * 2, `step ${number}: ${looked}`);
        assert.deepEqual(analysis, await (await workspaceOf(project)).analyse(), `step ${number}`);
      }
    });

    it('the text of an editor is in place of the file until it is closed', async () => {
      const project = temporaryProject({ 'a.ts': USE('./werte'), 'werte.ts': VALUE });
      const workspace = await workspaceOf(project);
      await workspace.analyse();
      workspace.setText('werte.ts', "export const art = 'sha512';");
      assert.deepEqual(paths(await workspace.analyse()), []);
      assert.equal(workspace.textOf('werte.ts'), "export const art = 'sha512';");
      project.write('werte.ts', "// anders\nexport const art = 'sha3';");
      workspace.changed('werte.ts');
      assert.equal(workspace.textOf('werte.ts'), "export const art = 'sha512';");
      project.write('werte.ts', VALUE);
      workspace.dropText('werte.ts');
      assert.deepEqual(paths(await workspace.analyse()), ['a.ts']);
      assert.equal(workspace.textOf('werte.ts'), VALUE);
    });

    it('a file that exists in an editor only is judged, an ignored one is not', async () => {
      const project = temporaryProject({ '.gitignore': 'lokal/\n', 'werte.ts': VALUE });
      const workspace = await workspaceOf(project);
      await workspace.analyse();
      workspace.setText('neu/a.ts', USE('../werte'));
      workspace.setText('lokal/a.ts', USE('../werte'));
      assert.deepEqual(paths(await workspace.analyse()), ['neu/a.ts']);
      workspace.dropText('neu/a.ts');
      assert.deepEqual(paths(await workspace.analyse()), []);
      project.write('.gitignore', '');
      workspace.changed('.gitignore');
      assert.deepEqual(paths(await workspace.analyse()), ['lokal/a.ts']);
    });

    it('fachlint.json and tsconfig.json count at once; with mistakes the last good configuration goes on', async () => {
      const project = temporaryProject({ 'src/a.ts': USE('@/werte'), 'src/werte.ts': VALUE });
      const workspace = await workspaceOf(project);
      const step = async (path: string, content: string): Promise<string[]> => {
        project.write(path, content);
        workspace.changed(path);
        return (await workspace.analyse()).findings.map(({ path, severity }) => `${path} ${severity}`);
      };
      assert.deepEqual(await step('fachlint.json', '{}'), []);
      assert.deepEqual(await step('tsconfig.json', '{}'), []);
      assert.deepEqual(await step('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }'), [
        'src/a.ts error',
      ]);
      assert.deepEqual(await step('fachlint.json', '{ "rules": { "encryption/no-md5": "warning" } }'), [
        'src/a.ts warning',
      ]);
      assert.deepEqual(await step('fachlint.json', '{ "rules": { "encryption/no-md6": "off" } }'), [
        'src/a.ts warning',
      ]);
      assert.deepEqual(
        workspace.configurationErrors.map(({ line, column }) => [line, column]),
        [[1, 14]],
      );
      assert.deepEqual(
        await step(
          'fachlint.json',
          '{ "overrides": [{ "files": ["src"], "rules": { "encryption/no-md5": "information" } }] }',
        ),
        ['src/a.ts information'],
      );
      assert.deepEqual(workspace.configurationErrors, []);
      assert.deepEqual(await step('fachlint.json', '{ "kinds": { "src/a.ts": "test" } }'), []);
      assert.deepEqual(await step('fachlint.json', '{ "exclude": ["src/werte.ts"] }'), []);
      assert.deepEqual(await step('fachlint.json', '{}'), ['src/a.ts error']);
    });

    it('a run that is stopped says so, keeps what it learned, and the next one is whole', async () => {
      const files = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`src/${i}.ts`, USE('../werte')]));
      const workspace = await workspaceOf(temporaryProject({ ...files, 'werte.ts': VALUE }));
      const stop = new AbortController();
      const stopped = workspace.analyse({
        signal: stop.signal,
        onProgress: (done) => done === 10 && stop.abort(new Error('genug')),
      });
      const next = workspace.analyse();
      await assert.rejects(stopped, /genug/);
      assert.equal((await next).findings.length, 200);
      await assert.rejects(workspace.analyse({ signal: AbortSignal.abort() }), { name: 'AbortError' });
    });
  });

  it('narrows the result to the paths named, but takes values from everywhere', async () => {
    const project = temporaryProject({
      'fachlint.json': '{}',
      'src/a.ts': USE('../werte'),
      'src/b/c.ts': USE('../../werte'),
      'src/b.ts': USE('../werte'),
      'werte.ts': VALUE,
    });
    const analysis = await (await workspaceOf(project, { only: ['src/b', 'src/a.ts'] })).analyse();
    assert.deepEqual(paths(analysis), ['src/a.ts', 'src/b/c.ts']);
    assert.deepEqual(analysis.counts, { files: 2, parsed: 2 });
  });

  it('outside of every project only the paths named are looked at', async () => {
    const project = temporaryProject({ 'a.ts': USE('./werte'), 'b/werte.ts': VALUE, 'werte.ts': VALUE });
    const workspace = await workspaceOf(project, { only: ['a.ts'] });
    assert.deepEqual(paths(await workspace.analyse()), []);
    assert.equal(workspace.textOf('werte.ts'), undefined);
  });

  it('names what could not be judged and goes on', async () => {
    const endless = `
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ path, kind, stage, text }) => {
        if (path === 'src/endlos.ts') for (;;);
        const outline = { statements: [], scopes: [], localNames: [] };
        parentPort.postMessage({ kind: 'facts', facts: { path, kind, stage, facts: [], exports: new Map(), exportAll: [], suppressions: [], outline, notices: [] } });
      });
      parentPort.postMessage({ kind: 'ready' });`;
    const worker = temporaryProject({ 'worker.mjs': endless });
    const project = temporaryProject({
      'src/endlos.ts': 'createHash',
      'src/gut.ts': 'createHash',
      'src/bild.ts': Buffer.from([0, 1, 2]),
      'src/gross.json': Buffer.alloc(3_000_000, 32),
      'package-lock.json': Buffer.alloc(3_000_000, 32),
    });
    const options = { worker: pathToFileURL(join(worker.root, 'worker.mjs')), timeLimit: 100 };
    const { notices, counts } = await (await workspaceOf(project, options)).analyse();
    assert.deepEqual(notices, [
      { path: 'src/bild.ts', reason: 'binary' },
      { path: 'src/endlos.ts', reason: 'time-limit', detail: '100 ms' },
      { path: 'src/gross.json', reason: 'too-large' },
    ]);
    assert.deepEqual(counts, { files: 5, parsed: 2 });
  });

  it('names rules that throw', async () => {
    const broken: Rule = {
      ...WEAK_HASH,
      id: 'encryption/kaputt',
      on: {
        call: () => {
          throw new TypeError('md5');
        },
      },
    };
    const project = temporaryProject({ 'a.ts': USE('./werte'), 'werte.ts': VALUE });
    const { findings, crashes } = await (await workspaceOf(project, { rules: [broken, WEAK_HASH] })).analyse();
    assert.equal(findings.length, 1);
    assert.deepEqual([...new Set(crashes.map(({ what, path }) => `${what} ${path}`))], ['encryption/kaputt a.ts']);
  });

  it('reads nothing outside of the root, whatever leads there', async function () {
    const outside = temporaryProject({ 'werte.ts': VALUE, 'a.ts': USE('./werte') });
    const project = temporaryProject({ 'src/a.ts': USE('../verweis/werte'), 'src/b.ts': USE('../../werte') });
    mkdirSync(join(project.root, '.git'));
    try {
      symlinkSync(outside.root, join(project.root, 'verweis'));
    } catch {
      this.skip();
    }
    const workspace = await workspaceOf(project);
    assert.deepEqual(paths(await workspace.analyse()), []);
    for (const path of ['verweis/werte.ts', '../werte.ts', join(outside.root, 'werte.ts')]) {
      workspace.changed(path);
      assert.equal(workspace.textOf(path), undefined);
    }
    assert.equal((await workspace.analyse()).counts.files, 2);
  });
});
