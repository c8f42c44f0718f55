/** What others take as it is: the component of GitLab, the action of GitHub, the image, the package and its bill. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse as parseYaml, parseAllDocuments } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { pipelinePrograms, type Step } from './pipeline-steps.ts';
import { repository, type Repository } from './repository.ts';
import { fachlint, ROOT } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
const { runSteps, removePrograms } = pipelinePrograms();
const made = mkdtempSync(join(tmpdir(), 'fachlint-release-'));
after(() => {
  removeTemporaryProjects();
  removePrograms();
  rmSync(made, { recursive: true, force: true });
});

const AGENT = "import { Agent } from 'node:https';\nexport const alt = new Agent({ rejectUnauthorized: false });\n";
const ACCESS = "export const zugang = { host: 'db', password: 'Rathaus-2024-geheim' };\n";

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A repository whose debt is known, with something new on a branch. */
function withSomethingNew(folder = ''): { given: Repository; base: string } {
  const given = repository(temporaryProject, { [`${folder}src/agent.ts`]: AGENT });
  const base = given.git('rev-parse', 'HEAD').trim();
  given.write(`${folder}src/zugang.ts`, ACCESS);
  given.commit();
  return { given, base };
}

describe('ready parts: component of GitLab', () => {
  type Job = { extends?: string; variables: Record<string, string>; script: string[]; artifacts?: { paths: string[] } };
  const [head, body] = parseAllDocuments(textOf('templates/fachlint.yml'));
  const inputs = (head?.toJS() as { spec: { inputs: Record<string, { default: string; description: string }> } }).spec
    .inputs;

  function jobs(given: Readonly<Record<string, string>>): Record<string, Job> {
    const filled = String(body).replaceAll(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => {
      const value = given[name] ?? inputs[name]?.default;
      assert.ok(value !== undefined, `no input ${name}`);
      return value;
    });
    return parseYaml(filled) as Record<string, Job>;
  }

  function steps(given: Readonly<Record<string, string>>): readonly Step[] {
    const all = jobs(given);
    return ['fachlint', 'fachlint-gate'].map((name) => {
      const variables = { ...all['.fachlint']?.variables, ...all[name]?.variables };
      const set = Object.entries(variables).map(([key, value]) => `export ${key}='${value}'\n`);
      return { shell: ['sh', '-e', '-c'], command: `${set.join('')}${all[name]?.script.join('\n') ?? ''}` };
    });
  }

  it('scans, keeps reports, and fails with what is new', () => {
    const { given, base } = withSomethingNew();
    const { code, output } = runSteps(steps({}), given.root, { CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
    assert.equal(code, 1, output);
    assert.match(output, /src\/zugang\.ts:1:/);
    assert.doesNotMatch(output, /agent\.ts:/);
    const kept = readdirSync(join(given.root, jobs({})['fachlint']?.artifacts?.paths[0] ?? '')).sort();
    assert.deepEqual(kept, ['fachlint.html', 'fachlint.junit.xml', 'gl-code-quality-report.json', 'run.json']);
  });

  it('takes what a project gives it', () => {
    const { given } = withSomethingNew('dienst/');
    const { code, output } = runSteps(steps({ path: 'dienst', reports: 'berichte' }), given.root, {});
    assert.equal(code, 1, output);
    assert.match(output, /^src\/agent\.ts:2:/m);
    assert.ok(existsSync(join(given.root, 'berichte/run.json')));
    assert.ok(Object.values(inputs).every(({ description }) => description.length > 10));
  });
});

describe('ready parts: action of GitHub', () => {
  type Action = {
    inputs: Record<string, { default: string }>;
    runs: { steps: { shell: string; env: Record<string, string>; run: string }[] };
  };
  const action = parseYaml(textOf('action.yml')) as Action;

  it('shows findings at the lines, writes a summary and a report, and fails with what is new', () => {
    const { given, base } = withSomethingNew();
    const values: Record<string, string> = { base };
    const steps = action.runs.steps.map(({ shell, env, run }) => {
      assert.doesNotMatch(run, /\$\{\{/, 'inputs reach the shell by its environment only');
      const set = Object.entries(env).map(([key, value]) => {
        const name = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(value)?.[1] ?? '';
        return `export ${key}='${values[name] ?? action.inputs[name]?.default ?? ''}'\n`;
      });
      return { shell: [shell, '-e', '-o', 'pipefail', '-c'] as const, command: `${set.join('')}${run}` };
    });
    const summary = join(given.root, 'summary.md');
    const { code, output } = runSteps(steps, given.root, { GITHUB_STEP_SUMMARY: summary });
    assert.equal(code, 1, output);
    assert.match(output, /^::error file=src\/zugang\.ts,line=1,/m);
    assert.match(readFileSync(summary, 'utf8'), /no-hardcoded-password/);
    const sarif = JSON.parse(readFileSync(join(given.root, 'fachlint.sarif'), 'utf8')) as {
      runs: { results: object[] }[];
    };
    assert.ok((sarif.runs[0]?.results.length ?? 0) > 0);
  });
});

describe('ready parts: package', () => {
  const version = manifest.version;
  const prefix = join(made, 'prefix');

  before(async function () {
    this.timeout(120_000);
    // Builds where that is due.
    await fachlint(['--version']);
    const { status, stderr } = spawnSync(process.execPath, ['release.mjs', '--here'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, FACHLINT_RELEASE: join(made, 'release') },
    });
    assert.equal(status, 0, stderr);
  });

  it('installs as the image does it, without a registry, and runs from there', function () {
    this.timeout(120_000);
    const install = /RUN (npm install --global [^&]+?) \/tmp\/fachlint-\*\.tgz/.exec(textOf('Dockerfile'))?.[1] ?? '';
    assert.match(install, /--offline --ignore-scripts/);
    const env = { PATH: process.env['PATH'], HOME: made, npm_config_registry: 'http://127.0.0.1:9/' };
    const file = join(made, 'release', `fachlint-${version}.tgz`);
    const installed = spawnSync('sh', ['-e', '-c', `${install} --prefix '${prefix}' '${file}'`], {
      encoding: 'utf8',
      env,
    });
    assert.equal(installed.status, 0, installed.stderr);
    const program = join(prefix, 'bin', 'fachlint');
    const run = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
      spawnSync(program, args, { encoding: 'utf8', cwd: temporaryProject({ 'src/agent.ts': AGENT }).root, env });
    assert.equal(run('--version').stdout, `${version}\n`);
    const checked = run('check', '.', '--engine', 'oxc');
    assert.equal(checked.status, 1);
    assert.match(String(checked.stdout), /no-disabled-certificate-check/);
    assert.match(String(run('explain', 'encryption/no-weak-hash').stdout), /SHA-256/);
  });

  it('holds the licences of the code inside, and a bill that names all of it', () => {
    const inside = JSON.parse(textOf('dist/packages.json')) as { name: string; version: string; license: string }[];
    const bill = JSON.parse(readFileSync(join(made, 'release', `fachlint-${version}.cdx.json`), 'utf8')) as {
      bomFormat: string;
      metadata: { component: { name: string; version: string } };
      components: { name: string; version: string; purl: string }[];
    };
    assert.equal(bill.bomFormat, 'CycloneDX');
    assert.deepEqual([bill.metadata.component.name, bill.metadata.component.version], ['fachlint', version]);
    const named = new Set(bill.components.map(({ name, version: of }) => `${name} ${of}`));
    assert.deepEqual(
      inside.filter(({ name, version: of }) => !named.has(`${name} ${of}`)),
      [],
    );
    assert.ok(named.has(`oxc-parser ${manifest.dependencies['oxc-parser']}`));
    assert.ok(!bill.components.some(({ name }) => name === 'mocha' || name === 'eslint'));
    const licences = textOf('dist/licenses.txt');
    assert.ok(inside.every(({ name, version: of }) => licences.includes(`${name} ${of}\n`)));
    assert.ok(
      inside.every(({ license }) =>
        /^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|\(?MIT)/.test(license),
      ),
    );
  });

  it('comes with checksums that hold', () => {
    const sums = readFileSync(join(made, 'release', 'SHA256SUMS'), 'utf8')
      .trimEnd()
      .split('\n');
    assert.equal(sums.length, 2);
    for (const line of sums) {
      const [sum, name = ''] = line.split('  ');
      const bytes = readFileSync(join(made, 'release', name));
      assert.equal(createHash('sha256').update(bytes).digest('hex'), sum);
    }
  });

  it('holds nothing but what the program needs', () => {
    const installed = join(prefix, 'lib', 'node_modules', 'fachlint');
    const folders = readdirSync(installed).filter((name) => !name.includes('.'));
    assert.deepEqual(folders.sort(), ['LICENSE', 'dist', 'node_modules', 'rules']);
    assert.ok(!existsSync(join(dirname(installed), 'typescript')));
  });
});
