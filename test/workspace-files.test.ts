/** Which files of a project are found, how they are read, and where a run has its root. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles, projectFolder, rootOf } from '../server/workspace/find-files.ts';
import { globTest, isBoundedPattern } from '../server/workspace/glob.ts';
import { encodeText, LARGEST_FILE, readText, readTextSync } from '../server/workspace/read-text.ts';
import { removeTemporaryProjects, temporaryProject } from './temporary-project.ts';

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

describe('reading files', () => {
  after(removeTemporaryProjects);

  it('decodes what German projects hold and encodes it again', async () => {
    const { root } = temporaryProject({
      'utf8.txt': Buffer.from('Bürgerbüro'),
      'bom.txt': Buffer.from('\uFEFFBürgerbüro'),
      'utf16.txt': Buffer.from('\uFEFFBürgerbüro', 'utf16le'),
      'latin1.properties': Buffer.from('Bürgerbüro', 'latin1'),
    });
    const encodings = {
      'utf8.txt': 'utf-8',
      'bom.txt': 'utf-8-bom',
      'utf16.txt': 'utf-16le',
      'latin1.properties': 'windows-1252',
    };
    for (const [path, encoding] of Object.entries(encodings)) {
      const read = await readText(join(root, path));
      assert.deepEqual(read, { text: 'Bürgerbüro', encoding });
      assert.deepEqual(readTextSync(join(root, path)), read);
    }
    assert.deepEqual(encodeText('ü', 'windows-1252'), Buffer.from([0xfc]));
    assert.equal(encodeText('→', 'windows-1252'), undefined);
    assert.deepEqual(encodeText('ü', 'utf-8-bom'), Buffer.from('\uFEFFü'));
  });

  it('says why there is no text', async () => {
    const { root } = temporaryProject({
      'gross.json': Buffer.alloc(LARGEST_FILE + 1, 32),
      'bild.txt': Buffer.from([1, 2, 0, 3]),
      'ordner/a.ts': '',
    });
    for (const read of [readText, readTextSync]) {
      assert.equal(await read(join(root, 'gross.json')), 'too-large');
      assert.equal(await read(join(root, 'bild.txt')), 'binary');
      assert.equal(await read(join(root, 'ordner')), 'missing');
      assert.equal(await read(join(root, 'fehlt.ts')), 'missing');
    }
  });

  it('does not wait for a named pipe', async function () {
    const { root } = temporaryProject();
    try {
      execFileSync('mkfifo', [join(root, 'rohr')]);
    } catch {
      this.skip();
    }
    assert.equal(await readText(join(root, 'rohr')), 'missing');
    assert.deepEqual((await findFiles(root, ALL)).files, []);
  });
});

describe('the root of a run', () => {
  after(removeTemporaryProjects);

  it('is the folder given', async () => {
    const { root } = temporaryProject({ 'fachlint.json': '{}', 'test/muster/a.ts': '' });
    assert.deepEqual(await rootOf([join(root, 'test/muster')]), {
      root: join(root, 'test/muster'),
      only: [],
      missing: [],
    });
    assert.deepEqual(await rootOf([], root), { root, only: [], missing: [] });
    assert.deepEqual(await rootOf(['test'], root), { root: join(root, 'test'), only: [], missing: [] });
  });

  it('of a file is its nearest folder with fachlint.json or .git, else its own folder', async () => {
    const { root } = temporaryProject({ 'amt/fachlint.json': '{}', 'amt/src/tief/a.ts': '', 'register/src/b.ts': '' });
    mkdirSync(join(root, 'register/.git'));
    assert.deepEqual(await rootOf([join(root, 'amt/src/tief/a.ts')]), {
      root: join(root, 'amt'),
      only: ['src/tief/a.ts'],
      missing: [],
    });
    assert.deepEqual(await rootOf(['register/src/b.ts'], root), {
      root: join(root, 'register'),
      only: ['src/b.ts'],
      missing: [],
    });
    const lonely = temporaryProject({ 'x/a.ts': '' });
    assert.equal(await projectFolder(lonely.root), undefined);
    assert.deepEqual(await rootOf([join(lonely.root, 'x/a.ts')]), {
      root: join(lonely.root, 'x'),
      only: ['a.ts'],
      missing: [],
    });
  });

  it('of several paths is their common folder', async () => {
    const { root } = temporaryProject({ 'amt/src/a.ts': '', 'amt/src/b/c.ts': '', 'amt/src2/d.ts': '' });
    assert.deepEqual(await rootOf(['amt/src/b', 'amt/src/a.ts'], root), {
      root: join(root, 'amt/src'),
      only: ['a.ts', 'b'],
      missing: [],
    });
    assert.deepEqual(await rootOf(['amt/src', 'amt/src2'], root), {
      root: join(root, 'amt'),
      only: ['src', 'src2'],
      missing: [],
    });
    assert.deepEqual(await rootOf(['amt', 'amt/src/a.ts'], root), { root: join(root, 'amt'), only: [], missing: [] });
  });

  it('names paths that do not exist', async () => {
    const { root } = temporaryProject({ 'a.ts': '' });
    assert.deepEqual((await rootOf(['fehlt', 'a.ts'], root)).missing, ['fehlt']);
  });

  it('limits the search to the paths named', async () => {
    const { root } = temporaryProject({ 'a/x.ts': '', 'a/y/z.ts': '', 'ab/x.ts': '', 'c.ts': '' });
    assert.deepEqual((await findFiles(root, ALL, ['a/y', 'c.ts'])).files, ['a/y/z.ts', 'c.ts']);
  });
});
