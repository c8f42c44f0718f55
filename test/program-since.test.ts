/** `check --since` and `--staged`, through the program, in real repositories: of every shape, and a hostile one. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fachlint, type Run } from './run-program.ts';
import { repository, type Repository } from './repository.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
after(removeTemporaryProjects);

const AGENT = "import { Agent } from 'node:https';\nexport const alt = new Agent({ rejectUnauthorized: false });\n";
const RULE = 'encryption/no-disabled-certificate-check';
const GUARD =
  'export function requireSecondFactor(req, res, next) {\n  if (req.session.mfaVerified === true) return next();\n  res.status(403).end();\n}\n';
const DOOR = `import express from 'express';
import { requireSecondFactor } from './guard.js';
const app = express();
app.post('/admin/benutzer', requireSecondFactor, (req, res) => res.end());
app.listen(8443);
`;
const FILES = { 'src/alt.ts': AGENT, 'src/guard.js': GUARD, 'src/app.js': DOOR };

interface Found {
  readonly findings: readonly { rule: string; path: string; baseline?: 'new' | 'unchanged' }[];
  readonly baseline?: { readonly commit: string; readonly absent: number };
}

const check = ({ root }: Pick<Repository, 'root'>, ...args: readonly string[]): Promise<Run> =>
  fachlint(['check', ...args], { cwd: root, env: { HOME: root } });

async function newIn(given: Repository, ...args: readonly string[]): Promise<readonly string[]> {
  const run = await check(given, '--format', 'json', ...args);
  assert.equal(run.stderr, '');
  const { findings } = JSON.parse(run.stdout) as Found;
  const fresh = findings.filter(({ baseline }) => baseline === 'new').map(({ rule, path }) => `${path} ${rule}`);
  assert.equal(run.code, fresh.length > 0 ? 1 : 0);
  return fresh;
}

describe('program: check --since', () => {
  it('counts what is new, and knows what is gone', async () => {
    const given = repository(temporaryProject, FILES);
    assert.deepEqual(await newIn(given, '--since', 'HEAD'), []);
    given.git('checkout', '-q', '-b', 'neu');
    given.write('src/neu.ts', AGENT.replace('alt', 'neu'));
    given.commit();
    assert.deepEqual(await newIn(given, '--since', 'main'), [`src/neu.ts ${RULE}`]);
    given.remove('src/alt.ts');
    const { baseline } = JSON.parse((await check(given, '--since', 'main', '--format', 'json')).stdout) as Found;
    assert.equal(baseline?.commit, given.git('rev-parse', 'main').trim());
    assert.equal(baseline.absent, 1);
    const text = await check(given, '--since', 'main', '--lang', 'de');
    assert.match(text.stdout, /^src\/neu\.ts:2:/);
    assert.match(text.stdout, /\n1 behoben\n$/);
    const sarif = (await check(given, '--since', 'main', '--format', 'sarif')).stdout;
    assert.match(sarif, /"baselineState": "new"/);
  });

  it('sees a door that a change in another file has opened', async () => {
    const given = repository(temporaryProject, FILES);
    given.write('src/guard.js', GUARD.replace('mfaVerified === true', 'userId'));
    const fresh = await newIn(given, '--since', 'HEAD');
    assert.deepEqual(fresh, ['src/app.js mfa/require-second-factor-on-admin-route']);
  });

  it('compares with where the branch began, not with what came after', async () => {
    const given = repository(temporaryProject, FILES);
    given.git('checkout', '-q', '-b', 'neu');
    given.write('README.md', 'neu\n');
    given.commit();
    given.git('checkout', '-q', 'main');
    given.write('src/alt.ts', AGENT.replace('false', 'true'));
    given.commit();
    given.git('checkout', '-q', 'neu');
    assert.deepEqual(await newIn(given, '--since', 'main'), []);
    given.git('checkout', '-q', '--detach');
    assert.deepEqual(await newIn(given, '--since', 'main'), [], 'with a detached head');
  });

  it('follows moved files, sees swapped secrets, and counts what a removed suppression opens', async () => {
    const secret = "export const zugang = { host: 'db', password: 'Rathaus-2024-geheim' };\n";
    const given = repository(temporaryProject, {
      ...FILES,
      'src/zugang.ts': secret,
      'src/still.ts': AGENT.replace('export const', `// fachlint-disable-next-line ${RULE} -- Labor\nexport const`),
    });
    given.git('mv', 'src/alt.ts', 'src/verschoben.ts');
    assert.deepEqual(await newIn(given, '--since', 'HEAD'), []);
    given.write('src/zugang.ts', secret.replace('2024', '2025'));
    given.write('src/still.ts', `\n${AGENT}`);
    assert.deepEqual(await newIn(given, '--since', 'HEAD'), [
      `src/still.ts ${RULE}`,
      'src/zugang.ts credentials/no-hardcoded-password',
    ]);
  });

  it('works in a folder of a repository, and with line ends of Windows', async () => {
    const given = repository(temporaryProject, { 'teil/src/alt.ts': AGENT, 'b.ts': AGENT });
    given.write('teil/src/alt.ts', AGENT.replaceAll('\n', '\r\n'));
    given.write('b.ts', AGENT + AGENT.replace('alt', 'neu').replace(/^.*\n/, ''));
    assert.deepEqual(await newIn({ ...given, root: join(given.root, 'teil') }, '--since', 'HEAD'), []);
  });

  it('says what it lacks: depth, a commit, a repository', async () => {
    const given = repository(temporaryProject, FILES);
    given.git('checkout', '-q', '-b', 'neu');
    for (const name of ['eins', 'zwei', 'drei']) {
      given.write(`${name}.txt`, name);
      given.commit();
    }
    const { root } = temporaryProject();
    given.git(
      'clone',
      '-q',
      '--depth',
      '1',
      '--branch',
      'neu',
      '--no-single-branch',
      `file://${given.root}`,
      join(root, 'k'),
    );
    const shallow = await check({ root: join(root, 'k') }, '--since', 'main');
    assert.equal(shallow.code, 2);
    assert.match(shallow.stderr, /^fachlint: The clone is too shallow .*GIT_DEPTH: 0, GitHub: fetch-depth: 0.*\n$/);
    const unknown = await check(given, '--since', 'gibt-es-nicht', '--lang', 'de');
    assert.deepEqual([unknown.code, unknown.stdout], [2, '']);
    assert.match(unknown.stderr, /Den Commit „gibt-es-nicht“ gibt es hier nicht/);
    const option = await check(given, '--since=--output=/tmp/x');
    assert.match(option.stderr, /There is no commit/);
    const without = await check(temporaryProject(FILES), '--since', 'main');
    assert.equal(without.code, 2);
    assert.match(without.stderr, /lies in no repository/);
    const fixing = await check(given, '--since', 'main', '--fix');
    assert.match(fixing.stderr, /go neither with --fix nor with --stdin/);
  });

  it('takes the branch of the remote where there is none of its own', async () => {
    const given = repository(temporaryProject, FILES);
    const { root } = temporaryProject();
    given.git('clone', '-q', `file://${given.root}`, join(root, 'k'));
    given.git('-C', join(root, 'k'), 'checkout', '-q', '--detach');
    given.git('-C', join(root, 'k'), 'branch', '-q', '-D', 'main');
    assert.equal((await check({ root: join(root, 'k') }, '--since', 'main')).code, 0);
  });

  it('lets nothing in the configuration of the repository run', async function () {
    if (process.platform === 'win32') this.skip();
    const given = repository(temporaryProject, FILES);
    const trap = join(given.root, '.git', 'trap.sh');
    const caught = join(given.root, '.git', 'caught');
    given.write('.git/trap.sh', `#!/bin/sh\necho "$0" >> ${caught}\ncat\n`);
    chmodSync(trap, 0o755);
    for (const hook of ['post-index-change', 'post-checkout', 'pre-commit', 'reference-transaction']) {
      given.write(`.git/hooks/${hook}`, `#!/bin/sh\n${trap}\n`);
      chmodSync(join(given.root, '.git/hooks', hook), 0o755);
    }
    given.write('.gitattributes', '* filter=falle diff=falle\n');
    const settings = [
      ...['core.fsmonitor', 'core.pager', 'core.sshCommand', 'core.editor', 'core.alternateRefsCommand'],
      ...['diff.external', 'diff.falle.textconv', 'diff.falle.command', 'filter.falle.clean', 'filter.falle.smudge'],
      ...['filter.falle.process', 'credential.helper', 'uploadpack.packObjectsHook', 'gpg.program', 'pager.log'],
      ...['alias.ls-tree', 'alias.cat-file'],
    ];
    given.write(
      '.git/config',
      `${readFileSync(join(given.root, '.git/config'), 'utf8')}${settings
        .map((name) => {
          const parts = name.split('.');
          const head = parts.length === 3 ? `${parts[0] ?? ''} "${parts[1] ?? ''}"` : (parts[0] ?? '');
          return `[${head}]\n\t${parts.at(-1) ?? ''} = ${name.startsWith('alias') ? '!' : ''}${trap}\n`;
        })
        .join('')}[core]\n\thooksPath = ${join(given.root, '.git/hooks')}\n\tworktree = /\n`,
    );
    given.write('src/neu.ts', AGENT);
    assert.deepEqual(await newIn(given, '--since', 'HEAD'), [`src/neu.ts ${RULE}`]);
    assert.deepEqual(await newIn(given, '--staged'), []);
    await fachlint(['decide', 'src/neu.ts:2', '--as', 'planned', '--reason', 'x'], { cwd: given.root });
    assert.ok(!existsSync(caught), existsSync(caught) ? readFileSync(caught, 'utf8') : '');
  });
});

describe('program: check --staged', () => {
  it('judges what the next commit would hold, whatever the disk has', async () => {
    const given = repository(temporaryProject, FILES);
    given.write('src/neu.ts', AGENT);
    assert.deepEqual(await newIn(given, '--staged'), []);
    given.git('add', 'src/neu.ts');
    given.write('src/neu.ts', AGENT.replace('false', 'true'));
    assert.deepEqual(await newIn(given, '--staged'), [`src/neu.ts ${RULE}`]);
    assert.match((await check(given, '--staged')).stdout, /rejectUnauthorized: false/);
    given.git('add', 'src/neu.ts');
    given.write('src/neu.ts', AGENT);
    assert.deepEqual(await newIn(given, '--staged'), []);
  });

  it('works before the first commit', async () => {
    const given = repository(temporaryProject, FILES);
    given.remove('.git');
    given.git('init', '-q');
    given.git('add', 'src/alt.ts');
    assert.deepEqual(await newIn(given, '--staged'), [`src/alt.ts ${RULE}`]);
  });
});
