/** What the program writes and where: formats, files, closed pipes, languages, and never a secret. */
import assert from 'node:assert/strict';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { outputsOf, writeFiles } from '../server/cli/outputs.ts';
import { REPORT_FORMATS } from '../server/report/reporter.ts';
import { fachlint, ROOT, type Run } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

const SECRETS = ['Rathaus-2024-geheim', 'Stadtkasse#77'];
const FILES = {
  'src/melderegister.ts': [
    "import { Pool } from 'pg';",
    `export const geheimnis = '${SECRETS[0] ?? ''}';`,
    `export const melde = new Pool({ password: '${SECRETS[1] ?? ''}', ssl: { rejectUnauthorized: false } });`,
    `export const stufeerror = 1; // ${SECRETS[0] ?? ''}`,
    '',
  ].join('\n'),
  'src/kaputt.ts': 'import { Pool } from "pg";\nnew Pool({ ssl: { rejectUnauthorized: false } });\nexport const = ;\n',
};
const schema = JSON.parse(readFileSync(join(ROOT, 'server/report/report.schema.json'), 'utf8')) as object;

after(removeTemporaryProjects);

describe('program: output', () => {
  const { root } = temporaryProject(FILES);
  const check = (...args: readonly string[]): Promise<Run> => fachlint(['check', ...args], { cwd: root });

  it('is one document and nothing else with a machine format', async () => {
    const json = await check('--format', 'json');
    assert.equal(json.code, 1);
    const validate = new Ajv().compile(schema);
    validate(JSON.parse(json.stdout));
    assert.deepEqual(validate.errors ?? [], []);
    const sarif = JSON.parse((await check('--format=sarif')).stdout) as {
      version: string;
      runs: { results: unknown[] }[];
    };
    assert.equal(sarif.version, '2.1.0');
    assert.ok(sarif.runs[0]?.results.length);
  });

  it('tells on standard error what a machine format holds only for machines', async () => {
    const run = await check('--format', 'json', '--lang', 'de');
    assert.match(run.stderr, /^Nicht beurteilt: "src\/kaputt\.ts": Syntaxfehler/);
    assert.equal((await check()).stderr, '');
  });

  it('goes to files beside the text', async () => {
    const { root: cwd } = temporaryProject(FILES);
    const run = await fachlint(['check', 'src', '--output', 'json=neu/a', '--output', 'neu/b.sarif'], { cwd });
    assert.equal(run.code, 1);
    assert.match(run.stdout, /^kaputt\.ts:2:/);
    assert.ok(readFileSync(join(cwd, 'neu/a'), 'utf8').startsWith('{\n  "version": 1,'));
    assert.match(readFileSync(join(cwd, 'neu/b.sarif'), 'utf8'), /"version": "2\.1\.0"/);
    assert.deepEqual(readdirSync(join(cwd, 'neu')).sort(), ['a', 'b.sarif']);
  });

  it('goes to the file instead of standard output where --format names what is in it', async () => {
    const { root: cwd } = temporaryProject(FILES);
    const run = await fachlint(['check', 'src', '--format', 'text', '--output', 'bericht.txt'], { cwd });
    assert.deepEqual([run.code, run.stdout], [1, '']);
    assert.match(readFileSync(join(cwd, 'bericht.txt'), 'utf8'), /no-disabled-certificate-check/);
  });

  it('leaves nothing behind when a file cannot be written', async () => {
    const { root: cwd } = temporaryProject({ ...FILES, 'ordner/x': '' });
    const run = await fachlint(['check', 'src', '--output', 'json=a.json', '--output', 'sarif=ordner'], { cwd });
    assert.deepEqual([run.code, run.stdout], [2, '']);
    assert.match(run.stderr, /^fachlint: The file ordner cannot be written \(EISDIR\)\.\n$/m);
    assert.deepEqual(readdirSync(cwd).sort(), ['ordner', 'src']);
  });

  it('survives a reader that goes away', async () => {
    const run = await fachlint(['check', '--format', 'json'], {
      cwd: join(ROOT, 'test/fixtures/projects'),
      closed: true,
    });
    assert.deepEqual([run.code, run.stderr.includes('EPIPE'), run.stderr.includes('    at ')], [1, false, false]);
  });

  it('is the same every time, with both engines and any number of threads', async () => {
    const runs = await Promise.all([
      check('--format', 'json'),
      check('--format', 'json', '--threads', '1'),
      check('--format', 'json', '--engine', 'typescript-eslint'),
      check('--format', 'json', '--engine', 'oxc'),
    ]);
    for (const { stdout } of runs) assert.equal(stdout, runs[0].stdout);
  });

  it('is the same without the word filter', async () => {
    const findings = ({ stdout }: Run): unknown => (JSON.parse(stdout) as { findings: unknown }).findings;
    assert.deepEqual(
      findings(await check('--format', 'json', '--no-word-filter')),
      findings(await check('--format', 'json')),
    );
  });

  it('holds no path of the machine', async () => {
    for (const format of REPORT_FORMATS) {
      const { stdout } = await fachlint(['check', root, '--format', format]);
      assert.ok(!stdout.includes(root), format);
    }
  });

  it('holds no secret, whichever findings are shown', async () => {
    const selections = [[], ['--rule', 'level/no-error'], ['--confidence', 'low']];
    for (const format of ['text', 'json', 'sarif']) {
      for (const selection of selections) {
        const run = await fachlint(['check', root, '--format', format, ...selection], { ownRules: true });
        assert.equal(run.code, 1);
        for (const secret of SECRETS)
          assert.ok(!(run.stdout + run.stderr).includes(secret), `${format} ${selection.join(' ')}`);
      }
    }
  });

  it('shows dots where a secret stands', async () => {
    const { stdout } = await fachlint(['check', root], { ownRules: true });
    assert.match(stdout, /2 │ export const geheimnis = '•{19}';\n/);
    assert.match(stdout, /4 │ export const stufeerror = 1; \/\/ •{19}\n/);
  });
});

describe('program: language of output', () => {
  const project = temporaryProject({ 'a.ts': FILES['src/melderegister.ts'] });
  const first = async (...args: readonly string[]): Promise<string> => {
    const run = await fachlint(['check', project.root, '--format', 'json', ...args], { env: { LANG: 'de_DE.UTF-8' } });
    return (JSON.parse(run.stdout) as { language: string }).language;
  };

  it('is that of the option, else that of fachlint.json, else English', async () => {
    assert.equal(await first(), 'en');
    project.write('fachlint.json', '{ "language": "de" }');
    assert.equal(await first(), 'de');
    assert.equal(await first('--lang', 'en'), 'en');
    const text = await fachlint(['check', project.root]);
    assert.match(text.stdout, /Fehler/);
  });
});

describe('program: explain and rules', () => {
  const id = 'encryption/no-disabled-certificate-check';

  it('explains in both languages', async () => {
    const german = await fachlint(['explain', id, '--lang', 'de']);
    assert.deepEqual([german.code, german.stderr], [0, '']);
    assert.match(german.stdout, /\nWarum\n[^]+\nAbhilfe\n[^]+\nNormen\n[^]*CWE-295/);
    const english = await fachlint(['explain', id]);
    assert.match(english.stdout, /\nWhy\n[^]+\nWhat to do\n[^]+\nNorms\n[^]*CWE-295/);
    assert.doesNotMatch(german.stdout + english.stdout, /\{\w+\}/);
  });

  it('explains as JSON', async () => {
    const document = JSON.parse((await fachlint(['explain', id, '--format', 'json'])).stdout) as {
      rule: string;
      cases: { message: string; advice: string }[];
    };
    assert.equal(document.rule, id);
    assert.ok(document.cases.every(({ message, advice }) => message !== '' && advice !== ''));
  });

  it('lists every rule', async () => {
    const { rules } = JSON.parse((await fachlint(['rules', '--format', 'json'])).stdout) as {
      rules: { rule: string }[];
    };
    const text = (await fachlint(['rules', '--lang', 'de'])).stdout.trimEnd().split('\n');
    assert.deepEqual(
      text.map((line) => line.split(' ')[0]),
      rules.map(({ rule }) => rule),
    );
    assert.ok(rules.some(({ rule }) => rule === id));
  });
});

describe('outputs', () => {
  it('takes the format of --format, of the name, or of the file name', () => {
    assert.deepEqual(outputsOf(REPORT_FORMATS, undefined, []), { standard: 'text', files: [] });
    assert.deepEqual(outputsOf(REPORT_FORMATS, 'sarif', ['x.txt']), {
      standard: undefined,
      files: [{ format: 'sarif', file: 'x.txt' }],
    });
    assert.deepEqual(outputsOf(REPORT_FORMATS, 'json', ['sarif=x']), {
      standard: 'json',
      files: [{ format: 'sarif', file: 'x' }],
    });
    assert.deepEqual(
      outputsOf(REPORT_FORMATS, undefined, ['A.SARIF', 'b.json']).files.map(({ format }) => format),
      ['sarif', 'json'],
    );
    assert.deepEqual(outputsOf(REPORT_FORMATS, undefined, ['./a=b.json']).files, [
      { format: 'json', file: './a=b.json' },
    ]);
  });

  it('keeps a link a link, and writes to a device instead of replacing it', async function () {
    if (process.platform === 'win32') this.skip();
    const { root } = temporaryProject({ 'echt.json': 'alt' });
    symlinkSync('echt.json', join(root, 'link.json'));
    await writeFiles([{ file: join(root, 'link.json'), text: 'neu' }]);
    assert.ok(lstatSync(join(root, 'link.json')).isSymbolicLink());
    assert.equal(readFileSync(join(root, 'echt.json'), 'utf8'), 'neu');
    await writeFiles([{ file: '/dev/null', text: 'neu' }]);
    assert.ok(lstatSync('/dev/null').isCharacterDevice());
  });

  it('writes all files or none', async () => {
    const { root } = temporaryProject({ 'alt.json': 'alt' });
    mkdirSync(join(root, 'ordner'));
    const documents = ['alt.json', 'ordner'].map((name) => ({ file: join(root, name), text: 'neu' }));
    await assert.rejects(writeFiles(documents), { name: 'Failure' });
    assert.equal(readFileSync(join(root, 'alt.json'), 'utf8'), 'alt');
    assert.ok(!existsSync(join(root, `alt.json.${String(process.pid)}.tmp`)));
  });
});
