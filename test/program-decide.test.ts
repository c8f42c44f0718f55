/** `fachlint decide`, through the program: starting at zero, deciding, confirming, and what it refuses. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decidedProjects, FILE, FILES, SECRET } from './decided-project.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
const given = decidedProjects(temporaryProject);
after(removeTemporaryProjects);

describe('program: decide --accept-current', () => {
  it('starts at zero', async () => {
    const { run, decisions, root } = given();
    assert.equal((await run('check')).code, 1);
    const accepted = await run('decide', '--accept-current');
    assert.deepEqual([accepted.code, accepted.stderr], [0, '']);
    const count = decisions().length;
    assert.ok(count >= 3);
    assert.equal(accepted.stdout, `${String(count)} findings written down as known in ${FILE}.\n`);
    const after = await run('check', '--lang', 'de');
    assert.deepEqual([after.code, after.stdout], [0, `Keine Befunde in 3 Dateien. ${String(count)} entschieden.\n`]);
    assert.equal((await run('check', '--no-decisions')).code, 1);
    assert.ok(!readFileSync(join(root, FILE), 'utf8').includes(SECRET));
  });

  it('says the same about the same project, in one line each, in order', async () => {
    const [one, other] = [given(), given()];
    await one.run('decide', '--accept-current');
    await other.run('decide', '--accept-current');
    const text = readFileSync(join(one.root, FILE), 'utf8');
    assert.equal(readFileSync(join(other.root, FILE), 'utf8'), text);
    assert.equal(text.trimEnd().split('\n').length, one.decisions().length + 2);
    await one.run('decide', '--accept-current');
    assert.equal(readFileSync(join(one.root, FILE), 'utf8'), text);
    assert.doesNotMatch(text, /"line"|"version"|20\d\d-/);
  });

  it('opens again what has another secret, and only that', async () => {
    const { run, write } = given();
    await run('decide', '--accept-current');
    write('src/datenbank.ts', `// Kopf\n\n${FILES['src/datenbank.ts'].replace(SECRET, 'Standesamt-77')}`);
    const after = await run('check', '--format', 'json');
    const { findings, summary } = JSON.parse(after.stdout) as {
      findings: readonly { rule: string; decision?: { decision: string } }[];
      summary: { findings: number; decisions: Readonly<Record<string, number>> };
    };
    assert.equal(after.code, 1);
    assert.deepEqual(
      findings.filter(({ decision }) => !decision).map(({ rule }) => rule),
      ['credentials/no-hardcoded-password'],
    );
    assert.deepEqual([summary.findings, summary.decisions['stale']], [1, 1]);
  });

  it('is merged by git where two branches accept different things', async function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
    const many = Object.fromEntries(
      ['a', 'c', 'e', 'g', 'i'].map((name) => [`src/${name}.ts`, FILES['src/altbestand.ts']]),
    );
    const { root, run, write, decisions } = given(many);
    const git = (...args: readonly string[]): void => {
      const settings = ['-c', 'user.name=A', '-c', 'user.email=a@stadt.example', '-c', 'commit.gpgsign=false'];
      const { status, stderr, stdout } = spawnSync('git', [...settings, ...args], { cwd: root });
      assert.equal(status, 0, `${args.join(' ')}: ${stderr.toString()}${stdout.toString()}`);
    };
    const commit = async (path?: string): Promise<void> => {
      if (path !== undefined) write(path, FILES['src/altbestand.ts']);
      await run('decide', '--accept-current');
      git('add', '.');
      git('commit', '-qm', path ?? 'start');
    };
    git('init', '-q', '-b', 'main');
    await commit();
    git('checkout', '-qb', 'eins');
    await commit('src/b.ts');
    git('checkout', '-q', 'main');
    git('checkout', '-qb', 'zwei');
    await commit('src/h.ts');
    git('merge', '-q', '--no-edit', 'eins');
    assert.equal(decisions().length, 7);
    assert.equal((await run('check')).code, 0);
  });
});

describe('program: decide about one finding', () => {
  it('takes a place or a fingerprint, a reason, a name and a day', async () => {
    const { run, decisions } = given();
    const decided = await run(
      ...['decide', 'src/datenbank.ts:2', '--as', 'accepted-risk', '--reason', `Labor, ${SECRET}`],
      ...['--by', 'Anna Amt', '--until', '2999-12-31'],
    );
    assert.deepEqual([decided.code, decided.stdout, decided.stderr], [0, 'Decided about 1 finding.\n', '']);
    const [entry] = decisions();
    assert.ok(entry);
    assert.deepEqual([entry.decision, entry.by, entry.until], ['accepted-risk', 'Anna Amt', '2999-12-31']);
    assert.ok(entry.reason?.startsWith('Labor, ') === true && !entry.reason.includes(SECRET), 'no secret is written');
    const again = await run(
      'decide',
      entry.fingerprint.slice(0, 10),
      '--as',
      'planned',
      '--reason',
      'CR 12',
      '--by',
      'B',
    );
    assert.equal(again.code, 0);
    assert.deepEqual(
      decisions().map(({ decision }) => decision),
      ['planned'],
      'the later one counts',
    );
  });

  it('ends a decision after its last day', async () => {
    const { run } = given();
    const args = ['decide', 'src/datenbank.ts:2', '--as', 'planned', '--reason', 'Umzug', '--by', 'A'];
    await run(...args, '--until', '2020-01-01');
    const check = await run('check', '--lang', 'de');
    assert.match(check.stdout, /src\/datenbank\.ts:2:/);
    assert.match(check.stdout, /1 Entscheidung abgelaufen/);
  });

  it('refuses what is not clear', async () => {
    const { run, root } = given();
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['src/datenbank.ts:2'], /Needed is either --accept-current, or a finding with --as/],
      [['--as', 'known'], /Needed is either/],
      [['src/datenbank.ts:2', '--as', 'accepted-risk', '--by', 'A'], /needs a reason \(--reason\)/],
      [['src/datenbank.ts:1', '--as', 'known', '--by', 'A'], /There is no finding for "src\/datenbank.ts:1"/],
      [['0123', '--as', 'known', '--by', 'A'], /at least eight digits/],
      [['src/datenbank.ts:2', '--as', 'kown'], /Unknown decision "kown". Perhaps "known" is meant/],
      [['src/datenbank.ts:2', '--as', 'known', '--until', '2026-02-30'], /--until needs a day/],
      [['src/datenbank.ts:2', '--as', 'known'], /It is not known who decides/],
    ];
    for (const [args, expected] of cases) {
      const refused = await run('decide', ...args);
      assert.deepEqual([refused.code, refused.stdout], [2, ''], args.join(' '));
      assert.match(refused.stderr, expected);
      assert.equal(refused.stderr.trimEnd().split('\n').length, 1);
    }
    assert.ok(!existsSync(join(root, FILE)));
  });
});

describe('program: four eyes', () => {
  it('count where fachlint.json demands them', async () => {
    const { run, write } = given();
    await run('decide', '--accept-current');
    const args = ['decide', 'src/datenbank.ts:2', '--as', 'false-positive', '--reason', 'Attrappe', '--by', 'Anna'];
    await run(...args);
    assert.equal((await run('check')).code, 0);
    write('fachlint.json', '{ "confirmDecisions": true }');
    const unconfirmed = await run('check');
    assert.equal(unconfirmed.code, 1);
    assert.match(unconfirmed.stdout, /1 decision is not confirmed/);
    const own = await run('decide', 'confirm', 'src/datenbank.ts:2', '--by', 'ANNA');
    assert.deepEqual(
      [own.code, own.stderr],
      [2, 'fachlint: Anna has decided about src/datenbank.ts and cannot confirm it.\n'],
    );
    assert.equal(
      (await run('decide', 'confirm', 'src/datenbank.ts:2', '--by', 'Bernd')).stdout,
      '1 decision confirmed.\n',
    );
    assert.equal((await run('check')).code, 0);
    const known = await run('decide', 'confirm', 'src/altbestand.ts:2', '--by', 'Bernd');
    assert.match(known.stderr, /only what somebody has decided can be confirmed/);
  });
});
