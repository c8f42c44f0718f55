/** `gate`, `report` and `merge`, through the program: what is said from stored runs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse as parseYaml } from 'yaml';
import { fachlint, ROOT, type Run } from './run-program.ts';
import { repository } from './repository.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
after(removeTemporaryProjects);

const AGENT = "import { Agent } from 'node:https';\nexport const alt = new Agent({ rejectUnauthorized: false });\n";
const ACCESS = "export const zugang = { host: 'db', password: 'Rathaus-2024-geheim' };\n";
const COOKIE =
  "import session from 'express-session';\napp.use(session({ secret: process.env.S, cookie: { secure: false } }));\n";

describe('program: gate', () => {
  it('decides about a stored run by severity, category and number of warnings', async () => {
    const project = temporaryProject({ 'src/agent.ts': AGENT, 'src/zugang.ts': ACCESS, 'src/sitzung.ts': COOKIE });
    const run = (...args: readonly string[]): Promise<Run> => fachlint(args, { cwd: project.root });
    assert.equal((await run('check', 'src', '--fail-on', 'never', '--output', 'run.json')).code, 0);
    const gate = async (...args: readonly string[]): Promise<number | null> =>
      (await run('gate', 'run.json', ...args)).code;
    assert.equal(await gate(), 1);
    assert.equal(await gate('--fail-on', 'never'), 0);
    assert.equal(await gate('--fail-on', 'never', '--max-warnings', '0'), 1);
    assert.equal(await gate('--fail-on', 'never', '--max-warnings', '99'), 0);
    project.write('fachlint.json', '{ "gate": { "failOn": "never", "categories": { "credentials": "error" } } }');
    const failed = await run('gate', 'run.json');
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /^zugang\.ts:1:\d+ {2}error {2}credentials\/no-hardcoded-password\n/);
    assert.doesNotMatch(failed.stdout, /agent\.ts/);
    assert.match(failed.stdout, /\nNot passed\.\n$/);
    assert.equal((await run('check', 'src')).code, 1, 'check has no fachlint.json above its root');
    project.write('fachlint.json', '{ "gate": { "failOn": "never", "maxWarnings": 0 } }');
    const many = await run('gate', 'run.json', '--lang', 'de');
    assert.deepEqual([many.code, many.stdout.endsWith('Mehr Warnungen als erlaubt. Nicht bestanden.\n')], [1, true]);
    project.write('fachlint.json', '{ "gate": { "failOn": "immer" } }');
    assert.equal(await gate(), 2);
  });

  it('counts only what is new, where that is asked', async () => {
    const given = repository(temporaryProject, { 'src/agent.ts': AGENT });
    const run = (...args: readonly string[]): Promise<Run> => fachlint(args, { cwd: given.root });
    const args = ['check', '--since', 'HEAD', '--fail-on', 'never', '--format', 'json', '--output', '../run.json'];
    await run(...args);
    assert.equal((await run('gate', '../run.json', '--new')).code, 0);
    assert.equal((await run('gate', '../run.json')).code, 1);
    given.write('src/neu.ts', ACCESS);
    await run(...args);
    const failed = await run('gate', '../run.json', '--new');
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /^src\/neu\.ts:1:/);
    assert.doesNotMatch(failed.stdout, /agent/);
  });

  it('refuses what is no report', async () => {
    const { root } = temporaryProject({
      'a.json': '{}',
      'b.json': '{"version":2,"tool":{"name":"fachlint"}}',
      'c.json': 'x',
    });
    const says = async (file: string): Promise<string> => {
      const { code, stdout, stderr } = await fachlint(['gate', file], { cwd: root });
      assert.deepEqual([code, stdout], [2, '']);
      return stderr;
    };
    assert.match(await says('a.json'), /a\.json is no report of "fachlint check --format json"/);
    assert.match(await says('b.json'), /b\.json was written by another version of Fachlint/);
    assert.match(await says('c.json'), /is no report/);
    assert.match(await says('d.json'), /The path d\.json does not exist/);
  });
});

describe('recipes', () => {
  for (const path of ['README.md', 'README.de.md']) {
    it(`the jobs for GitLab in ${path} pass what was there and stop what is new`, function () {
      if (process.platform === 'win32') this.skip();
      const text = readFileSync(join(ROOT, path), 'utf8');
      const yaml = [...text.matchAll(/```yaml\n([^]*?)```/g)]
        .map(([, each]) => each ?? '')
        .find((each) => each.includes('gate'));
      const jobs = parseYaml(yaml ?? '') as Record<string, { script: string | string[] }>;
      const given = repository(temporaryProject, { 'src/agent.ts': AGENT });
      const job = (name: string, base: string): number | null => {
        const script = [jobs[name]?.script ?? 'false'].flat().join('\n');
        const command = script.replaceAll(
          'npx --yes fachlint',
          `"${process.execPath}" "${join(ROOT, 'dist/fachlint.js')}"`,
        );
        const env = { PATH: process.env['PATH'], CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
        return spawnSync('sh', ['-e', '-c', command], { cwd: given.root, env }).status;
      };
      assert.deepEqual([job('fachlint', 'HEAD'), job('fachlint-gate', 'HEAD')], [0, 0]);
      given.write('src/neu.ts', ACCESS);
      assert.deepEqual([job('fachlint', 'HEAD'), job('fachlint-gate', 'HEAD')], [0, 1]);
      assert.deepEqual([job('fachlint', ''), job('fachlint-gate', '')], [0, 1], 'on the main branch');
      assert.ok(readFileSync(join(given.root, 'gl-code-quality-report.json'), 'utf8').startsWith('['));
    });
  }

  it('the hook for pre-commit names a command that exists', async () => {
    const [hook] = parseYaml(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as { entry: string }[];
    const given = repository(temporaryProject, { 'src/agent.ts': AGENT });
    const [, ...args] = hook?.entry.split(' ') ?? [];
    assert.equal((await fachlint(args, { cwd: given.root })).code, 0);
  });
});

describe('program: report and merge', () => {
  it('give from a stored run what the run itself would have given', async () => {
    const project = temporaryProject({ 'src/agent.ts': AGENT, 'src/kaputt.ts': `${AGENT}export const = ;\n` });
    const run = (...args: readonly string[]): Promise<Run> => fachlint(args, { cwd: project.root });
    await run('decide', 'src/agent.ts:2', '--as', 'accepted-risk', '--reason', 'Labor', '--by', 'Anna');
    await run('check', '.', '--output', '../run.json');
    for (const [format, lang] of [
      ['json', 'en'],
      ['json', 'de'],
      ['sarif', 'de'],
      ['html', 'de'],
      ['html', 'en'],
    ] as const) {
      const direct = await run('check', '.', '--format', format, '--lang', lang);
      const stored = await run('report', '../run.json', '--format', format, '--lang', lang);
      assert.deepEqual([stored.code, stored.stdout], [0, direct.stdout], `${format} ${lang}`);
    }
    const text = await run('report', '../run.json', '--lang', 'de');
    assert.match(text.stdout, /^src\/kaputt\.ts:2:\d+ {2}Fehler/);
    assert.match(text.stdout, /1 entschieden/);
    const written = await run('report', '../run.json', '--output', '../x.sarif', '--output', '../y.json');
    assert.deepEqual([written.code, written.stdout], [0, '']);
    assert.match(readFileSync(join(project.root, '../x.sarif'), 'utf8'), /"version": "2\.1\.0"/);
  });

  it('put runs of parts together', async () => {
    const project = temporaryProject({ 'src/agent.ts': AGENT, 'lib/zugang.ts': ACCESS, 'fachlint.json': '{}' });
    const run = (...args: readonly string[]): Promise<Run> => fachlint(args, { cwd: project.root });
    await run('check', 'src/agent.ts', '--output', '../a.json');
    await run('check', 'lib/zugang.ts', '--output', '../b.json');
    const merged = await run('merge', '../a.json', '../b.json', '../a.json');
    assert.equal(merged.code, 0);
    const document = JSON.parse(merged.stdout) as { findings: { path: string }[]; counts: { files: number } };
    assert.deepEqual(
      document.findings.map(({ path }) => path),
      ['lib/zugang.ts', 'src/agent.ts'],
    );
    const schema = JSON.parse(readFileSync(join(ROOT, 'server/report/report.schema.json'), 'utf8')) as object;
    const validate = new Ajv().compile(schema);
    validate(document);
    assert.deepEqual(validate.errors ?? [], []);
  });
});
