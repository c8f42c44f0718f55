/** Which files of a project are found. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles } from '../server/workspace/find-files.ts';
import { globTest, isBoundedPattern } from '../server/classify/glob.ts';
import { readText, readTextSync } from '../server/workspace/read-text.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

const ALL = { include: [], exclude: [] };

describe('finding files', () => {
  after(removeTemporaryProjects);

  it('lists everything in the order of code units, hidden files included', async () => {
    const { root } = temporaryProject({
      'src/ämter.ts': '',
      'src/Zoll.ts': '',
      'src/amt.ts': '',
      '.env': '',
      '.gitlab-ci.yml': '',
      '.github/workflows/build.yml': '',
      'package.json': '',
    });
    const { files } = await findFiles(root, ALL);
    assert.deepEqual(files, [
      '.env',
      '.github/workflows/build.yml',
      '.gitlab-ci.yml',
      'package.json',
      'src/Zoll.ts',
      'src/amt.ts',
      'src/ämter.ts',
    ]);
  });

  it('leaves out installed and built folders and formats without text', async () => {
    const { root } = temporaryProject({
      'node_modules/pg/index.js': '',
      'backend/node_modules/pg/index.js': '',
      'dist/app.js': '',
      '.git/config': '',
      'wappen.PNG': '',
      'backend/pom.xml': '',
      'backend/target/classes/application.yml': '',
      'register/target/ziel.ts': '',
      'scripts/build/versand.ts': '',
    });
    const { files } = await findFiles(root, ALL);
    assert.deepEqual(files, ['backend/pom.xml', 'register/target/ziel.ts', 'scripts/build/versand.ts']);
  });

  it('follows no symbolic link, neither to a file nor to a folder, inside or outside', async function () {
    const outside = temporaryProject({ 'geheim.ts': 'export {};', 'ordner/geheim.ts': 'export {};' });
    const { root } = temporaryProject({ 'src/echt.ts': '' });
    try {
      symlinkSync(join(outside.root, 'geheim.ts'), join(root, 'src/verweis.ts'));
      symlinkSync(join(outside.root, 'ordner'), join(root, 'src/ordner'));
      symlinkSync(root, join(root, 'src/kreis'));
      symlinkSync(join(outside.root, 'geheim.ts'), join(root, '.gitignore'));
    } catch {
      this.skip();
    }
    const { files, notices } = await findFiles(root, ALL);
    assert.deepEqual(files, ['src/echt.ts']);
    assert.deepEqual(notices, []);
    if (process.platform !== 'win32') {
      assert.equal(await readText(join(root, 'src/verweis.ts')), 'missing');
      assert.equal(readTextSync(join(root, 'src/verweis.ts')), 'missing');
    }
  });

  describe('.gitignore', () => {
    const project = {
      '.gitignore': [
        '# Kommentar',
        '*.log',
        '!wichtig.log',
        '/einstellungen',
        'geheim/',
        'ausgabe',
        'cache/*',
        '!cache/behalten.txt',
        '.env',
        'daten/**/roh',
        'Gross.ts',
      ].join('\r\n'),
      'a.log': '',
      'wichtig.log': '',
      'einstellungen/a.ts': '',
      'amt/einstellungen/a.ts': '',
      'amt/geheim/a.ts': '',
      geheim: '',
      'ausgabe/bericht.ts': '',
      'amt/.gitignore': '!a.log\n!ausgabe\nnur-hier.ts\n/nur-oben.ts\n',
      'amt/a.log': '',
      'amt/b.log': '',
      'amt/ausgabe/bericht.ts': '',
      'amt/ausgabe/tief/bericht.ts': '',
      'amt/nur-hier.ts': '',
      'amt/tief/nur-hier.ts': '',
      'amt/nur-oben.ts': '',
      'amt/tief/nur-oben.ts': '',
      'nur-hier.ts': '',
      'cache/weg.txt': '',
      'cache/behalten.txt': '',
      '.env': '',
      '.env.example': '',
      'daten/a/b/roh/x.csv': '',
      'daten/a/rohe/x.csv': '',
      'gross.ts': '',
      'geheim2/.gitignore': '*\n!.gitignore\n!offen.ts\n',
      'geheim2/offen.ts': '',
      'geheim2/zu.ts': '',
    };
    const expected = [
      '.env.example',
      '.gitignore',
      'amt/.gitignore',
      'amt/a.log',
      'amt/ausgabe/bericht.ts',
      'amt/ausgabe/tief/bericht.ts',
      'amt/einstellungen/a.ts',
      'amt/tief/nur-oben.ts',
      'cache/behalten.txt',
      'daten/a/rohe/x.csv',
      'geheim',
      'geheim2/.gitignore',
      'geheim2/offen.ts',
      'gross.ts',
      'nur-hier.ts',
      'wichtig.log',
    ];

    it('counts with its nested files, negations and anchors', async () => {
      const { root } = temporaryProject(project);
      assert.deepEqual((await findFiles(root, ALL)).files, expected);
    });

    it('means what it means to git', function () {
      const { root } = temporaryProject(project);
      try {
        execFileSync('git', ['init', '-q'], { cwd: root });
      } catch {
        this.skip();
      }
      const listed = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.deepEqual(listed.split('\0').filter(Boolean).sort(), expected);
    });

    it('with a hostile pattern does not hang', async () => {
      const deep = 'a/'.repeat(100);
      const { root } = temporaryProject({
        '.gitignore': `${'**/a/'.repeat(8)}b\n*.log\n`,
        [`${deep}c`]: '',
        'x.log': '',
      });
      const start = performance.now();
      const { files } = await findFiles(root, ALL);
      assert.ok(performance.now() - start < 2000);
      assert.deepEqual(files, ['.gitignore', `${deep}c`]);
    });
  });

  describe('include and exclude', () => {
    const project = {
      'src/a.ts': '',
      'src/alt/b.ts': '',
      'src/alt/tief/c.ts': '',
      'tools/d.ts': '',
      'dist/e.js': '',
      'f.ts': '',
    };

    it('a pattern that matches a folder means everything in it', async () => {
      const { root } = temporaryProject(project);
      for (const pattern of ['src/alt', 'src/alt/', './src/alt', 'src/alt/**', '**/alt']) {
        const { files } = await findFiles(root, { include: [], exclude: [pattern] });
        assert.deepEqual(files, ['f.ts', 'src/a.ts', 'tools/d.ts'], pattern);
      }
    });

    it('include narrows, exclude wins, a named folder is entered although it is output', async () => {
      const { root } = temporaryProject(project);
      assert.deepEqual((await findFiles(root, { include: ['src', '*.ts'], exclude: ['**/tief/**'] })).files, [
        'f.ts',
        'src/a.ts',
        'src/alt/b.ts',
      ]);
      assert.deepEqual((await findFiles(root, { include: ['dist/*.js'], exclude: [] })).files, ['dist/e.js']);
    });

    it('accepts files that do not exist yet, by the same rules', async () => {
      const { root } = temporaryProject({ ...project, '.gitignore': '*.log\n' });
      const { accepts, reaches } = await findFiles(root, { include: [], exclude: ['tools'] });
      assert.deepEqual(
        ['neu.ts', 'neu/neu.ts', 'neu/a.log', 'tools/neu.ts', 'node_modules/x/a.ts', 'src/bild.png'].filter(accepts),
        ['neu.ts', 'neu/neu.ts'],
      );
      assert.equal(reaches('node_modules/x/a.ts'), false);
      assert.equal(reaches('neu/a.log'), true);
    });

    it('globs know braces and hidden files and are bounded', () => {
      const test = globTest(['**/*.{ts,js}', 'k8s-*/*.yml']);
      assert.deepEqual(['a.ts', 'x/.y/b.js', 'k8s-prod/a.yml', 'k8s-prod/x/a.yml', 'a.tsx'].filter(test), [
        'a.ts',
        'x/.y/b.js',
        'k8s-prod/a.yml',
      ]);
      assert.ok(isBoundedPattern('packages/*/src/**/*.test.{ts,tsx}'));
      assert.ok(!isBoundedPattern('*a*a*a*a*'));
      assert.ok(isBoundedPattern('**/src/**/test/**'));
      assert.ok(!isBoundedPattern('**/a/**/a/**/a/b'));
      assert.ok(!isBoundedPattern('{a,b}'.repeat(20)));
    });
  });
});
