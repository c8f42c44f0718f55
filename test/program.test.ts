/** The built program as a process: help, exit codes, and what it says to bad input. */
import assert from 'node:assert/strict';
import { languageFor, languageOfEnvironment } from '../server/cli/language.ts';
import { nearest } from '../server/model/nearest.ts';
import { REPORT_FORMATS } from '../server/report/reporter.ts';
import { fachlint, type Run } from './run-program.ts';
import { assertFixture } from './snapshot.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

const BAD = "import { Pool } from 'pg';\nexport const melde = new Pool({ ssl: { rejectUnauthorized: false } });\n";

after(removeTemporaryProjects);

const DECIDE = ['', ' list', ' verify', ' prune', ' confirm', ' import'].map((name) => `decide${name}`);

describe('program: help', () => {
  for (const command of [
    '',
    'check',
    'doors',
    'registers',
    'readiness',
    'config',
    'explain',
    'rules',
    'lsp',
    'gate',
    'report',
    'merge',
    'init',
    ...DECIDE,
  ]) {
    for (const language of ['de', 'en']) {
      it(`${command || 'program'} in ${language}`, async () => {
        const run = await fachlint([...command.split(' ').filter(Boolean), '--help', '--lang', language]);
        assert.deepEqual([run.code, run.stderr], [0, '']);
        assertFixture(`program/help-${command.replace(' ', '-') || 'program'}-${language}.txt`, run.stdout);
      });
    }
  }

  it('prints its version', async () => {
    const run = await fachlint(['--version']);
    assert.equal(run.code, 0);
    assert.match(run.stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('does not look at the environment where there is no terminal', async () => {
    const run = await fachlint(['--help'], { env: { LANG: 'de_DE.UTF-8' } });
    assert.match(run.stdout, /^Usage: /);
  });
});

describe('program: bad input', () => {
  /** Exit code 2, nothing on standard output, and exactly these lines on standard error. */
  function refuses(run: Run, ...lines: readonly string[]): void {
    assert.deepEqual([run.code, run.stdout, run.stderr], [2, '', lines.map((line) => `fachlint: ${line}\n`).join('')]);
  }

  it('no command', async () => {
    const run = await fachlint([]);
    assert.deepEqual([run.code, run.stdout], [2, '']);
    assert.match(run.stderr, /^Usage: fachlint/);
  });

  it('unknown command', async () => {
    refuses(await fachlint(['chek']), 'Unknown command "chek". Perhaps "check" is meant.');
    refuses(await fachlint(['chek', '--lang', 'de']), 'Unbekannter Befehl „chek“. Gemeint ist vielleicht „check“.');
  });

  it('unknown option', async () => {
    refuses(await fachlint(['check', '--formt', 'x']), 'Unknown option --formt. Perhaps --format is meant.');
    refuses(await fachlint(['check', '--zzz', '--lang=de']), 'Unbekannte Option --zzz.');
  });

  it('option without its value', async () => {
    refuses(await fachlint(['check', '--config']), 'The option --config <file> needs a value.');
  });

  it('values that do not exist', async () => {
    refuses(
      await fachlint(['check', '--format', 'sarf']),
      `Unknown format "sarf". Perhaps "sarif" is meant. Possible are: ${REPORT_FORMATS.join(', ')}.`,
    );
    refuses(
      await fachlint(['check', '--fail-on', 'warn', '--lang', 'de']),
      'Unbekannte Stufe „warn“. Gemeint ist vielleicht „warning“. Möglich sind: error, warning, information, never.',
    );
    refuses(
      await fachlint(['check', '--confidence', 'sure']),
      'Unknown confidence "sure". Possible are: high, medium, low.',
    );
    refuses(await fachlint(['check', '--lang', 'fr']), 'Unknown language "fr". Possible are: de, en.');
    refuses(await fachlint(['check', '--threads', '0']), '--threads needs a whole number from 1 to 64, not "0".');
    refuses(await fachlint(['rules', '--format', 'sarif']), 'Unknown format "sarif". Possible are: text, json.');
  });

  it('unknown rule or category', async () => {
    const sentence =
      'Unknown rule "no-disabled-certificate". Perhaps "encryption/no-disabled-certificate-check" is meant. All rules are listed by "fachlint rules".';
    refuses(await fachlint(['check', '--rule', 'no-disabled-certificate']), sentence);
    refuses(await fachlint(['explain', 'no-disabled-certificate']), sentence);
    const category = await fachlint(['check', '--category', 'encription']);
    assert.equal(category.code, 2);
    assert.match(
      category.stderr,
      /^fachlint: Unknown category "encription"\. Perhaps "encryption" is meant\. Possible are: /,
    );
  });

  it('arguments that are missing or too many', async () => {
    refuses(await fachlint(['explain']), 'The argument "rule" is missing.');
    refuses(await fachlint(['rules', 'a']), 'Too many arguments for "rules".');
  });

  it('paths that do not exist', async () => {
    refuses(await fachlint(['check', 'gibt/es/nicht']), 'The path gibt/es/nicht does not exist.');
    refuses(await fachlint(['check', 'server', 'a', 'b', '--lang', 'de']), 'Diese Pfade gibt es nicht: a, b.');
  });

  it('nothing to check', async () => {
    const { root } = temporaryProject({ 'node_modules/x/index.js': BAD });
    refuses(
      await fachlint(['check'], { cwd: root }),
      'Nothing to check in .: no file was found that is neither excluded nor ignored.',
    );
  });

  it('a broken fachlint.json, with the place of every mistake', async () => {
    const project = temporaryProject({
      'a.ts': BAD,
      'fachlint.json': '{\n  "rules": { "a/b": "off" },\n  "x": 1\n}',
    });
    const run = await fachlint(['check', project.root]);
    assert.deepEqual([run.code, run.stdout], [2, '']);
    assert.match(run.stderr, /^fachlint: fachlint\.json:2:14: .+\nfachlint: fachlint\.json:3:3: .+\n$/);
    project.write('fachlint.json', '{ "rules": ');
    const broken = await fachlint(['check', project.root, '--lang', 'de']);
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /^fachlint: fachlint\.json:1:12: .+\n$/);
    assert.match(
      (await fachlint(['check', project.root, '--config', 'nein.json'])).stderr,
      /^fachlint: .*nein\.json:1:1: .+\n$/,
    );
  });

  it('file names that say no format, and two outputs for one file', async () => {
    const { code, stderr } = await fachlint(['check', '--output', 'bericht.txt']);
    assert.equal(code, 2);
    assert.match(stderr, /^fachlint: The file name "bericht\.txt" does not say which format is meant\./);
    assert.equal((await fachlint(['check', '--output', 'serif=a.sarif'])).code, 2);
    refuses(
      await fachlint(['check', '--output', 'json=a.json', '--output', './a.json']),
      'Two outputs would be written to the same file: ./a.json.',
    );
  });
});

describe('program: exit code of check', () => {
  const levels = temporaryProject({
    'src/error.ts': 'export const stufeerror = 1;\n',
    'src/warning.ts': 'export const stufewarning = 1;\n',
    'src/information.ts': 'export const stufeinformation = 1;\n',
    'guess/medium.ts': 'export const sichermedium = 1;\n',
    'guess/low.ts': 'export const sicherlow = 1;\n',
  });
  const check = (...args: readonly string[]): Promise<Run> =>
    fachlint(['check', ...args], { cwd: levels.root, ownRules: true });
  const codes = async (path: string): Promise<readonly (number | null)[]> => {
    const runs = [check(path), check(path, '--fail-on', 'error')];
    runs.push(check(path, '--fail-on', 'information'), check(path, '--fail-on', 'never'));
    return (await Promise.all(runs)).map(({ code }) => code);
  };

  it('follows --fail-on', async () => {
    assert.deepEqual(await codes('src/error.ts'), [1, 1, 1, 0]);
    assert.deepEqual(await codes('src/warning.ts'), [1, 0, 1, 0]);
    assert.deepEqual(await codes('src/information.ts'), [0, 0, 1, 0]);
  });

  it('shows guesses only on demand and never fails for them', async () => {
    const low = await check('guess/low.ts');
    assert.deepEqual([low.code, low.stdout], [0, 'No findings in 1 file.\n']);
    const asked = await check('guess/low.ts', '--confidence', 'low');
    assert.equal(asked.code, 0);
    assert.match(asked.stdout, /guess\/no-low · uncertain/);
    assert.equal((await check('guess/medium.ts')).code, 1);
    assert.equal((await check('guess/medium.ts', '--confidence', 'high')).code, 0);
  });

  it('shows only what makes it fail with --quiet', async () => {
    const run = await check('--quiet', '--fail-on', 'error');
    assert.equal(run.code, 1);
    assert.match(run.stdout, /level\/no-error/);
    assert.doesNotMatch(run.stdout, /level\/no-warning/);
  });

  it('counts only what is selected', async () => {
    assert.equal((await check('--rule', 'level/no-information')).code, 0);
    assert.equal((await check('--category', 'level')).code, 1);
    const both = await check('--rule', 'level/no-information', '--rule', 'level/no-warning', '--format', 'json');
    const { findings } = JSON.parse(both.stdout) as { findings: { rule: string }[] };
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['level/no-information', 'level/no-warning'],
    );
  });

  it('is 2 when a rule crashes, and everything else is reported', async () => {
    const { root } = temporaryProject({
      'a.ts': "export const absturz = 'Text der Datei';\nexport const stufeerror = 1;\n",
    });
    const run = await fachlint(['check', root], { ownRules: true });
    assert.equal(run.code, 2);
    assert.match(run.stdout, /level\/no-error/);
    assert.match(run.stdout, /crash\/no-name crashed at a\.ts/);
    const never = await fachlint(['check', root, '--fail-on', 'never', '--format', 'json'], { ownRules: true });
    assert.equal(never.code, 2);
    assert.match(never.stderr, /crash\/no-name crashed at a\.ts/);
    assert.ok(!(run.stdout + run.stderr + never.stdout + never.stderr).includes('Text der Datei'));
  });

  it('is 1 for a real rule', async () => {
    const { root } = temporaryProject({ 'server.ts': BAD });
    const run = await fachlint(['check', root]);
    assert.deepEqual([run.code, run.stderr], [1, '']);
    assert.match(run.stdout, /^server\.ts:2:\d+ {2}error {2}encryption\/no-disabled/);
  });
});

describe('program: words', () => {
  it('speaks the language of the option, the configuration, the terminal, or English', () => {
    assert.equal(languageFor({ option: 'de', configuration: 'en', terminal: true }), 'de');
    assert.equal(languageFor({ configuration: 'de', terminal: false }), 'de');
    assert.equal(languageFor({ terminal: false }), 'en');
  });

  it('reads the language of the environment in the order of the system', () => {
    assert.equal(languageOfEnvironment({ LC_ALL: 'de_DE.UTF-8', LANG: 'en_GB' }), 'de');
    assert.equal(languageOfEnvironment({ LC_ALL: '', LC_MESSAGES: 'en_US', LANG: 'de' }), 'en');
    assert.equal(languageOfEnvironment({ LANG: 'de-AT' }), 'de');
    assert.equal(languageOfEnvironment({ LANG: 'den' }), undefined);
    assert.equal(languageOfEnvironment({ LANG: 'C.UTF-8' }), undefined);
  });

  it('finds the name that was meant', () => {
    const names = ['encryption/no-weak-hash', 'mfa/require-second-factor'];
    assert.equal(nearest('no-weak-hash', names), names[0]);
    assert.equal(nearest('encription/no-week-hash', names), names[0]);
    assert.equal(nearest('ganz-anders', names), undefined);
  });
});

describe('program: colours', () => {
  const { root } = temporaryProject({ 'server.ts': BAD });
  const isColoured = async (env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<boolean> =>
    (await fachlint(['check', root, ...args], { env })).stdout.includes('\u001B[');

  it('are for terminals, unless FORCE_COLOR wants them; NO_COLOR has the last word', async () => {
    assert.equal(await isColoured({}), false);
    assert.equal(await isColoured({ FORCE_COLOR: '1' }), true);
    assert.equal(await isColoured({ FORCE_COLOR: '0' }), false);
    assert.equal(await isColoured({ FORCE_COLOR: '1', NO_COLOR: '1' }), false);
    assert.equal(await isColoured({ FORCE_COLOR: '1', NO_COLOR: '' }), true);
    assert.equal(await isColoured({ FORCE_COLOR: '1' }, '--format', 'json'), false);
  });
});

describe('program: standard input', () => {
  const input = `${BAD}// fachlint-disable-next-line encryption/no-disabled-certificate-check -- Laborgerät\n${BAD.split('\n')[1]?.replace('melde', 'labor') ?? ''}\n`;
  const project = temporaryProject({ 'fachlint.json': '{}', 'src/melde.ts': 'export const melde = 1;\n' });
  const check = (...args: readonly string[]): Promise<Run> =>
    fachlint(['check', '--format', 'json', '--stdin', ...args], { cwd: project.root, input });
  const linesOf = ({ stdout }: Run): number[] =>
    (JSON.parse(stdout) as { findings: { start: { line: number }; path: string; suppressed?: unknown }[] }).findings
      .filter(({ path, suppressed }) => path === 'src/melde.ts' && !suppressed)
      .map(({ start }) => start.line);

  it('stands for the file that it is named after', async () => {
    const run = await check('--stdin-filename', 'src/melde.ts');
    assert.equal(run.code, 1);
    assert.deepEqual(linesOf(run), [2]);
    const all = await check('--stdin-filename', 'src/melde.ts', '--no-suppressions');
    assert.deepEqual(linesOf(all), [2, 4]);
  });

  it('needs a name, and goes with nothing else', async () => {
    for (const args of [[], ['--stdin-filename', 'src/melde.ts', 'src']]) {
      const run = await check(...args);
      assert.equal(run.code, 2);
      assert.match(run.stderr, /--stdin and --stdin-filename go together/);
    }
  });
});
