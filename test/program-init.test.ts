/** `fachlint init`, through the program: what it writes, what it leaves alone, and that the pipelines it writes run. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { pipelinePrograms, type Step } from './pipeline-steps.ts';
import { repository, type Repository } from './repository.ts';
import { fachlint, type Run } from './run-program.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();
const { runSteps, removePrograms } = pipelinePrograms();
after(() => {
  removeTemporaryProjects();
  removePrograms();
});

const AGENT = "import { Agent } from 'node:https';\nexport const alt = new Agent({ rejectUnauthorized: false });\n";
const ACCESS = "export const zugang = { host: 'db', password: 'Rathaus-2024-geheim' };\n";

/** The shell steps of what `init` wrote, in order, by host, and the variable that names the base of a request. */
const PIPELINES: Readonly<
  Record<string, { readonly steps: (root: string) => readonly Step[]; readonly base: (base: string) => object }>
> = {
  gitlab: {
    steps: (root) => {
      type Job = { variables: Record<string, string>; script: string[] };
      const jobs = yaml(root, '.gitlab/fachlint.yml') as Record<string, Job>;
      assert.deepEqual(yaml(root, '.gitlab-ci.yml'), { include: [{ local: '.gitlab/fachlint.yml' }] });
      const start = jobs['.fachlint']?.variables['FACHLINT'] ?? '';
      return ['fachlint', 'fachlint-gate'].map((name) => ({
        shell: ['sh', '-e', '-c'],
        command: `FACHLINT='${start}'\n${jobs[name]?.script.join('\n') ?? ''}`,
      }));
    },
    base: (CI_MERGE_REQUEST_DIFF_BASE_SHA) => ({ CI_MERGE_REQUEST_DIFF_BASE_SHA }),
  },
  github: {
    steps: (root) => {
      const { jobs } = yaml(root, '.github/workflows/fachlint.yml') as {
        jobs: { fachlint: { steps: { run?: string }[] } };
      };
      return jobs.fachlint.steps.flatMap(({ run }) =>
        run === undefined ? [] : [{ shell: ['bash', '-e', '-o', 'pipefail', '-c'] as const, command: run }],
      );
    },
    base: (BASE) => ({ BASE }),
  },
  jenkins: {
    steps: (root) => {
      const text = readFileSync(join(root, 'Jenkinsfile'), 'utf8');
      return [...text.matchAll(/^ *sh (?:'''([^]*?)'''|'([^'\n]*)')$/gm)].map(([, block, line]) => ({
        shell: ['sh', '-e', '-c'],
        // Groovy reads a pair of backslashes in such a text as one; ours are single and stand at ends of lines.
        command: (block ?? line ?? '').replaceAll('\\\n', ' '),
      }));
    },
    // Jenkins names the branch, which the remote has.
    base: () => ({ CHANGE_TARGET: 'main' }),
  },
  azure: {
    steps: (root) => {
      const { steps } = yaml(root, '.azure/fachlint.yml') as { steps: { bash?: string }[] };
      return steps.flatMap(({ bash }) =>
        bash === undefined ? [] : [{ shell: ['bash', '-e', '-c'] as const, command: bash }],
      );
    },
    base: () => ({ SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' }),
  },
};

function yaml(root: string, path: string): unknown {
  return parseYaml(readFileSync(join(root, path), 'utf8'));
}

describe('program: init', () => {
  const init = (root: string, ...args: readonly string[]): Promise<Run> => fachlint(['init', ...args], { cwd: root });

  for (const [host, { steps, base }] of Object.entries(PIPELINES)) {
    it(`writes a pipeline for ${host} that passes at first and fails with what is new`, async () => {
      const given = repository(temporaryProject, { 'src/agent.ts': AGENT });
      const done = await init(given.root, '--yes', '--host', host, '--lang', 'de');
      assert.deepEqual([done.code, done.stderr], [0, '']);
      assert.match(done.stdout, /\(1 Befund von heute als bekannt\)/);
      given.commit();
      given.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      const whole = runSteps(steps(given.root), given.root, {});
      assert.equal(whole.code, 0, whole.output);
      assert.ok(existsSync(join(given.root, 'fachlint-run.json')));
      const commit = given.git('rev-parse', 'HEAD').trim();
      given.git('checkout', '--quiet', '-b', 'neu');
      given.write('src/zugang.ts', ACCESS);
      given.git('add', 'src');
      given.git('commit', '--quiet', '-m', 'Zugang');
      const request = runSteps(steps(given.root), given.root, base(commit));
      assert.equal(request.code, 1, request.output);
      assert.match(request.output, /src\/zugang\.ts:1:/);
      assert.doesNotMatch(request.output, /agent\.ts:/);
      assert.ok(!request.output.includes('Rathaus-2024'));
      assert.equal(
        runSteps(steps(given.root), given.root, {}).code,
        1,
        'without a request, what is not decided counts',
      );
    });
  }

  it('writes a hook that stops a commit with something new', async () => {
    const given = repository(temporaryProject, { 'src/agent.ts': AGENT, '.husky/_/h': '' });
    await init(given.root, '--yes');
    given.commit();
    const hook = readFileSync(join(given.root, '.husky/pre-commit'), 'utf8');
    const run = (): number | null => runSteps([{ shell: ['sh', '-e', '-c'], command: hook }], given.root, {}).code;
    assert.equal(run(), 0);
    given.write('src/zugang.ts', ACCESS);
    assert.equal(run(), 0, 'not staged yet');
    given.git('add', 'src');
    assert.equal(run(), 1);
  });

  it('finds the host by files and by the remote', async () => {
    const hosts = async (files: Record<string, string>, prepare?: (given: Repository) => void): Promise<string> => {
      const given = repository(temporaryProject, files);
      prepare?.(given);
      const { code, stdout } = await init(given.root, '--yes');
      assert.equal(code, 0);
      return stdout;
    };
    assert.match(await hosts({ 'a.ts': '' }), /Where the project is built cannot be seen/);
    assert.match(await hosts({ '.github/dependabot.yml': '' }), /^ {2}\.github\/workflows\/fachlint\.yml$/m);
    assert.match(await hosts({ Jenkinsfile: 'pipeline {}' }), /in Jenkinsfile:\n {8}stage/);
    const remote = (address: string) => (given: Repository) => given.git('remote', 'add', 'origin', address);
    const ofTown = await hosts({ 'a.ts': '' }, remote('https://oauth2:glpat-abcdefghij@gitlab.stadt.example/f.git'));
    assert.match(ofTown, /^ {2}\.gitlab\/fachlint\.yml$/m);
    assert.doesNotMatch(ofTown, /glpat/);
    assert.match(await hosts({ 'a.ts': '' }, remote('git@ssh.dev.azure.com:v3/a/b/c')), /^ {2}azure-pipelines\.yml$/m);
  });

  it('overwrites nothing and tells what belongs into files that are there', async () => {
    const files = {
      'fachlint.json': '{}',
      '.gitlab-ci.yml': 'stages: [test]\n',
      'lefthook.yml': 'pre-push: {}\n',
      'src/agent.ts': AGENT,
    };
    const given = repository(temporaryProject, files);
    const { code, stdout } = await init(given.root, '--yes', '--lang', 'de');
    assert.equal(code, 0);
    for (const [path, text] of Object.entries(files)) assert.equal(readFileSync(join(given.root, path), 'utf8'), text);
    assert.match(stdout, /in \.gitlab-ci\.yml:\n {4}include:\n {6}- local: \.gitlab\/fachlint\.yml\n/);
    assert.match(stdout, /in lefthook\.yml:\n {4}pre-commit:/);
    assert.match(stdout, /Schon da, bleibt unberührt:\n {2}fachlint\.json\n/);
    given.write('.gitlab-ci.yml', 'include: [{ local: .gitlab/fachlint.yml }]\n');
    given.write('lefthook.yml', 'pre-commit: { commands: { fachlint: { run: npx fachlint check . --staged } } }\n');
    assert.match((await init(given.root, '--lang', 'de')).stdout, /^Es ist schon alles eingerichtet\.\n/);
  });

  it('writes through no link', async () => {
    const outside = temporaryProject({ 'a.txt': '' });
    const given = repository(temporaryProject, { 'a.ts': '' });
    symlinkSync(outside.root, join(given.root, '.gitlab'));
    symlinkSync(join(outside.root, 'hook.yml'), join(given.root, '.pre-commit-config.yaml'));
    assert.equal((await init(given.root, '--yes', '--host', 'gitlab')).code, 0);
    rmSync(join(given.root, 'fachlint.json'));
    symlinkSync(join(outside.root, 'neu.json'), join(given.root, 'fachlint.json'));
    rmSync(join(given.root, 'fachlint-decisions.json'));
    symlinkSync(join(outside.root, 'neu.json'), join(given.root, 'fachlint-decisions.json'));
    await init(given.root, '--yes');
    assert.deepEqual(readdirSync(outside.root), ['a.txt']);
  });

  it('asks, and without somebody to ask writes nothing', async () => {
    const given = repository(temporaryProject, { 'src/agent.ts': AGENT });
    const { code, stdout, stderr } = await init(given.root);
    assert.deepEqual([code, stderr], [2, 'fachlint: Nobody can be asked here; --yes writes.\n']);
    assert.match(stdout, /^To be written:\n {2}fachlint\.json\n/);
    assert.ok(!existsSync(join(given.root, 'fachlint.json')));
    const unknown = await init(given.root, '--host', 'gitlap');
    assert.deepEqual(
      [unknown.code, unknown.stderr],
      [
        2,
        'fachlint: Unknown host "gitlap". Perhaps "gitlab" is meant. Possible are: gitlab, github, jenkins, azure.\n',
      ],
    );
  });

  it('leaves pipelines to the top of the repository', async () => {
    const given = repository(temporaryProject, { 'dienst/src/agent.ts': AGENT, '.gitlab-ci.yml': '' });
    const { stdout } = await fachlint(['init', 'dienst', '--yes'], { cwd: given.root });
    assert.match(
      stdout,
      /^To be written:\n {2}fachlint\.json\n {2}fachlint-decisions\.json \(1 finding of today as known\)\n\n/,
    );
  });
});
