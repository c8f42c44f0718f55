/** `fachlint decide list|verify|prune|import`, through the program, and decision files that are broken. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { decidedProjects, FILE, FILES } from './decided-project.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
const given = decidedProjects(temporaryProject);
after(removeTemporaryProjects);

describe('program: decide list, verify, prune', () => {
  it('show how decisions stand, and end with 1 where one does not hold', async () => {
    const { run, write, remove, decisions } = given();
    assert.equal((await run('decide', 'list')).stdout, 'No decisions.\n');
    await run('decide', '--accept-current');
    assert.deepEqual(
      [(await run('decide', 'verify')).code, (await run('decide', 'verify')).stdout],
      [0, 'All decisions hold.\n'],
    );
    const list = await run('decide', 'list', '--lang', 'de');
    assert.match(
      list.stdout,
      /^src\/altbestand\.ts:2:\d+ {2}encryption\/no-disabled-certificate-check {2}[0-9a-f]{8}\n {4}bekannt · gilt\n/,
    );
    remove('src/altbestand.ts');
    write('src/neu/datenbank.ts', FILES['src/datenbank.ts']);
    remove('src/datenbank.ts');
    const verified = await run('decide', 'verify');
    assert.equal(verified.code, 1);
    assert.match(verified.stdout, /^fachlint-decisions\.json:2: src\/altbestand\.ts [\w/-]+: matches no finding\n$/);
    const json = JSON.parse((await run('decide', 'list', '--format', 'json')).stdout) as {
      decisions: readonly { state: string; tag?: string; at?: { path: string } }[];
    };
    assert.ok(json.decisions.some(({ state }) => state === 'stale'));
    assert.ok(json.decisions.every(({ tag }) => tag === undefined));
    const before = decisions().length;
    const pruned = await run('decide', 'prune');
    assert.equal(pruned.stdout, `1 decision removed, ${String(before - 1)} moved.\n`);
    assert.ok(decisions().every(({ path }) => path === 'src/neu/datenbank.ts'));
    assert.equal((await run('decide', 'verify')).code, 0);
  });

  it('finds a confirmation by the same person', async () => {
    const { run, root, write } = given();
    await run('decide', 'src/datenbank.ts:2', '--as', 'accepted-risk', '--reason', 'x', '--by', 'Anna');
    write(FILE, readFileSync(join(root, FILE), 'utf8').replace('"by":"Anna"', '"by":"Anna","confirmedBy":"anna "'));
    const verified = await run('decide', 'verify', '--lang', 'de');
    assert.equal(verified.code, 1);
    assert.match(verified.stdout, /von derselben Person entschieden und bestätigt/);
  });
});

describe('program: a decision file that is broken', () => {
  it('is named with the line by every command, and never overwritten', async () => {
    const { run, write, root } = given();
    const broken = '[\n<<<<<<< HEAD\n]\n';
    write(FILE, broken);
    for (const args of [['check'], ['decide', '--accept-current'], ['decide', 'list'], ['decide', 'prune']]) {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^fachlint: fachlint-decisions\.json:2:1: A conflict marker of git stands here; .*\n$/);
    }
    assert.equal(readFileSync(join(root, FILE), 'utf8'), broken);
    assert.deepEqual(readdirSync(root).sort(), [FILE, 'src']);
  });

  it('may not be a link to elsewhere', async function () {
    if (process.platform === 'win32') this.skip();
    const { run, root } = given();
    const { root: elsewhere } = temporaryProject({ 'x.json': '[]\n' });
    symlinkSync(join(elsewhere, 'x.json'), join(root, FILE));
    const { code, stderr } = await run('decide', '--accept-current');
    assert.equal(code, 2);
    assert.match(stderr, /is a symbolic link/);
    assert.equal(readFileSync(join(elsewhere, 'x.json'), 'utf8'), '[]\n');
  });
});

describe('program: decide import', () => {
  const place = { File: 'src/datenbank.ts', StartLine: 3 };
  const formats: Readonly<Record<string, unknown>> = {
    gitleaks: [
      { RuleID: 'generic-api-key', ...place },
      { RuleID: 'x', File: 'src/nie.ts', StartLine: 1 },
    ],
    'detect-secrets': {
      version: '1.5.0',
      results: {
        'src/datenbank.ts': [{ type: 'Secret Keyword', line_number: 3, is_secret: false }],
        'b.ts': [{ line_number: 1 }],
      },
    },
    semgrep: {
      results: [
        { check_id: 'generic.secrets.hardcoded-password', path: './src/datenbank.ts', start: { line: 3 }, extra: {} },
        { check_id: 'style.unused', path: 'src/datenbank.ts', start: { line: 2 }, extra: {} },
      ],
    },
    eslint: {
      'src/datenbank.ts': { 'sonarjs/no-hardcoded-passwords': { count: 1 }, 'no-unused-vars': { count: 3 } },
      'x.ts': { 'no-secrets/no-secrets': { count: 1 } },
    },
    sarif: {
      version: '2.1.0',
      runs: [
        {
          results: [
            {
              ruleId: 'js/hardcoded-credentials',
              suppressions: [{ kind: 'external', status: 'accepted', justification: 'Attrappe' }],
              locations: [
                { physicalLocation: { artifactLocation: { uri: 'src/datenbank.ts' }, region: { startLine: 3 } } },
              ],
            },
            {
              ruleId: 'js/disabling-certificate-validation',
              suppressions: [{ kind: 'external', status: 'rejected' }],
              locations: [
                { physicalLocation: { artifactLocation: { uri: 'src/datenbank.ts' }, region: { startLine: 2 } } },
              ],
            },
            {
              ruleId: 'js/weak-cryptographic-algorithm',
              suppressions: [{ kind: 'inSource' }],
              locations: [{ physicalLocation: { artifactLocation: { uri: 'src/nie.ts' }, region: { startLine: 2 } } }],
            },
          ],
        },
      ],
    },
  };

  for (const [name, content] of Object.entries(formats)) {
    it(`takes over what ${name} exempts, where the same is found`, async () => {
      const { run, write, decisions } = given();
      write('fremd.json', JSON.stringify(content));
      const imported = await run('decide', 'import', 'fremd.json', '--by', 'Anna');
      assert.deepEqual([imported.code, imported.stderr], [0, '']);
      assert.equal(imported.stdout, '1 of 2 entries taken over; the others match no finding.\n');
      assert.deepEqual(
        decisions().map(({ rule, path }) => `${rule} ${path}`),
        ['credentials/no-hardcoded-password src/datenbank.ts'],
      );
      const { stdout } = await run('check');
      assert.doesNotMatch(stdout, /datenbank\.ts:3/);
      assert.match(stdout, /datenbank\.ts:2/);
    });
  }

  it('takes over what Fachlint itself has written, wherever the lines went', async () => {
    const one = given();
    await one.run('decide', '--accept-current');
    const sarif = (await one.run('check', '--format', 'sarif')).stdout;
    const other = given({ ...FILES, 'src/datenbank.ts': `// neu\n\n${FILES['src/datenbank.ts']}`, 'alt.sarif': sarif });
    const { code, stdout } = await other.run('decide', 'import', 'alt.sarif', '--by', 'Anna');
    assert.equal(code, 0, stdout);
    assert.equal((await other.run('check')).code, 0);
  });

  it('refuses what it does not know', async () => {
    const { run, write } = given();
    write('fremd.txt', 'irgend etwas');
    const { code, stderr } = await run('decide', 'import', 'fremd.txt', '--by', 'A');
    assert.equal(code, 2);
    assert.match(stderr, /neither SARIF nor a baseline/);
  });
});
