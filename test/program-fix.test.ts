/** `--fix`: what it writes, and everything it leaves alone. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyFixes } from '../server/cli/apply-fixes.ts';
import { filesOnDisk } from '../server/cli/fixed-files.ts';
import type { Edit, Finding } from '../server/model/finding.ts';
import { fachlint } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

function fixing(edits: readonly Edit[], safety: 'safe' | 'suggestion' = 'safe'): Finding {
  const text = { de: 'x', en: 'x' };
  return {
    ...{
      rule: 'a/no-b',
      severity: 'error',
      confidence: 'high',
      path: edits[0]?.path ?? '',
      range: { start: 0, end: 1 },
    },
    ...{ message: text, advice: text, related: [], fingerprint: '0'.repeat(32), secret: false },
    fix: { safety, title: text, edits },
  };
}

function edit(path: string, content: string, from: string, to: string): Edit {
  const start = content.indexOf(from);
  return { path, range: { start, end: start + from.length }, text: to };
}

const append = (text: string): Edit => ({ path: '.env.example', range: { start: 0, end: 0 }, text, append: true });

after(removeTemporaryProjects);

describe('program: --fix', () => {
  it('writes safe corrections, judges anew and says how many', async () => {
    const { root } = temporaryProject({
      'src/a.ts': "export const altername = 'uralt';\r\nexport const stufewarning = 1;\r\n",
      'src/b.ts': "// fachlint-disable-next-line fix/no-old-name -- bleibt so\nexport const altername = 'uralt';\n",
    });
    const run = await fachlint(['check', root, '--fix'], { ownRules: true });
    assert.equal(run.stderr, '1 correction written to 2 files.\n');
    assert.equal(
      readFileSync(join(root, 'src/a.ts'), 'utf8'),
      "export const neuername = 'neu';\r\nexport const stufewarning = 1;\r\n",
    );
    assert.match(readFileSync(join(root, 'src/b.ts'), 'utf8'), /altername/);
    assert.equal(readFileSync(join(root, '.env.example'), 'utf8'), 'NEUER_NAME=\n');
    assert.deepEqual(readdirSync(root).sort(), ['.env.example', 'src']);
    assert.match(run.stdout, /1 finding in/);
    assert.equal(run.code, 1);
    assert.equal(
      (await fachlint(['check', root, '--fix', '--lang', 'de'], { ownRules: true })).stderr,
      '0 Korrekturen in 0 Dateien geschrieben.\n',
    );
  });

  it('writes nothing without being told to', async () => {
    const { root } = temporaryProject({ 'a.ts': "export const altername = 'uralt';\n" });
    const run = await fachlint(['check', root], { ownRules: true });
    assert.match(run.stdout, /can be corrected with --fix/);
    assert.deepEqual(readdirSync(root), ['a.ts']);
    assert.match(readFileSync(join(root, 'a.ts'), 'utf8'), /uralt/);
  });
});

describe('applying fixes', () => {
  const content = 'eins zwei drei';

  it('leaves suggestions to people', async () => {
    const { root } = temporaryProject({ 'a.ts': content });
    const applied = await applyFixes(
      filesOnDisk(root),
      [fixing([edit('a.ts', content, 'zwei', '2')], 'suggestion')],
      () => content,
    );
    assert.deepEqual(applied, { fixes: 0, paths: [], failed: [] });
    assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), content);
  });

  it('applies several in one file and leaves overlapping ones for the next round', async () => {
    const { root } = temporaryProject({ 'a.ts': content });
    const findings = [
      fixing([edit('a.ts', content, 'eins', '1')]),
      fixing([edit('a.ts', content, 'eins zwei', 'x'), append('X=')]),
      fixing([edit('a.ts', content, 'drei', '3')]),
    ];
    assert.deepEqual(await applyFixes(filesOnDisk(root), findings, () => content), {
      fixes: 2,
      paths: ['a.ts'],
      failed: [],
    });
    assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), '1 zwei 3');
    assert.deepEqual(readdirSync(root), ['a.ts']);
  });

  it('names a variable once in .env.example, with the line breaks of the file', async () => {
    const { root } = temporaryProject({ '.env.example': 'A=\r\nB=' });
    await applyFixes(
      filesOnDisk(root),
      [fixing([append('B=\n')]), fixing([append('C=\n')]), fixing([append('C=\n')])],
      () => undefined,
    );
    assert.equal(readFileSync(join(root, '.env.example'), 'utf8'), 'A=\r\nB=\r\nC=\r\n');
  });

  it('leaves a file alone that is not the one that was judged', async () => {
    const { root } = temporaryProject({ 'a.ts': `${content} vier` });
    const applied = await applyFixes(filesOnDisk(root), [fixing([edit('a.ts', content, 'zwei', '2')])], () => content);
    assert.deepEqual(applied, { fixes: 0, paths: [], failed: ['a.ts'] });
    assert.equal(readFileSync(join(root, 'a.ts'), 'utf8'), `${content} vier`);
  });

  it('keeps encoding, byte order mark and mode', async () => {
    const text = 'Straße zwei';
    const latin = Buffer.from(text, 'latin1');
    const { root } = temporaryProject({ 'latin.ts': latin, 'bom.ts': `\uFEFF${text}` });
    chmodSync(join(root, 'bom.ts'), 0o750);
    const findings = ['latin.ts', 'bom.ts'].map((path) => fixing([edit(path, text, 'zwei', '2')]));
    assert.equal((await applyFixes(filesOnDisk(root), findings, () => text)).fixes, 2);
    assert.deepEqual(readFileSync(join(root, 'latin.ts')), Buffer.from('Straße 2', 'latin1'));
    assert.equal(readFileSync(join(root, 'bom.ts'), 'utf8'), '\uFEFFStraße 2');
    if (process.platform !== 'win32') assert.equal(statSync(join(root, 'bom.ts')).mode & 0o777, 0o750);
  });

  it('never writes outside of the root or through a link', async function () {
    if (process.platform === 'win32') this.skip();
    const outer = temporaryProject({ 'draussen/a.ts': content });
    const { root } = outer;
    mkdirSync(join(root, 'projekt'));
    const project = join(root, 'projekt');
    symlinkSync('../draussen', join(project, 'ordner'));
    symlinkSync('../draussen/a.ts', join(project, 'datei.ts'));
    symlinkSync('../draussen/neu.env', join(project, '.env.example'));
    writeFileSync(join(project, 'b.ts'), content);
    outer.write('draussen/b.ts', content);
    const paths = ['ordner/a.ts', 'datei.ts', '../draussen/b.ts'];
    const findings = [...paths.map((path) => fixing([edit(path, content, 'zwei', '2')])), fixing([append('X=')])];
    const applied = await applyFixes(filesOnDisk(project), findings, () => content);
    assert.deepEqual([applied.fixes, applied.paths], [0, []]);
    assert.deepEqual(applied.failed, ['../draussen/b.ts', '.env.example', 'datei.ts', 'ordner/a.ts']);
    assert.deepEqual(readdirSync(join(root, 'draussen')).sort(), ['a.ts', 'b.ts']);
    for (const name of ['a.ts', 'b.ts']) assert.equal(readFileSync(join(root, 'draussen', name), 'utf8'), content);
  });
});
