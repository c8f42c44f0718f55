/**
 * `npm test`: every step that has to hold, in order, each as a process of its own. A failing step does not keep the
 * following ones from running. The last line is `N passed, N failed`, with `, N skipped` where something was skipped.
 * `npm test -- types mocha` runs only the steps named.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  /** What a reader of the output is told the step proves. */
  readonly title: string;
  /** Arguments for node; the first one is the script, relative to the root. */
  readonly command: readonly string[];
  /** Without these steps having passed, the step makes no sense. */
  readonly needs?: readonly string[];
  /**
   * Where the counts of the step's own tests are: in the counts file, or in the last line of its output, worded like
   * ours. Without it a step counts as one; a step that has no counts to show and does not fail was skipped.
   */
  readonly counts?: 'file' | 'output';
}

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name: string, script: string): string => join('node_modules', name, script);
const tsx = bin('tsx', 'dist/cli.mjs');
const temporary = mkdtempSync(join(tmpdir(), 'fachlint-test-'));
const countsFile = join(temporary, 'counts.json');

const STEPS: readonly Step[] = [
  { name: 'types', title: 'type check', command: [bin('typescript', 'bin/tsc'), '-p', '.'] },
  {
    name: 'types-of-panel',
    title: 'type check of the page that runs in a browser',
    command: [bin('typescript', 'bin/tsc'), '-p', 'client/panel/view'],
  },
  { name: 'lint', title: 'typescript-eslint strict', command: [bin('eslint', 'bin/eslint.js'), '.'] },
  { name: 'format', title: 'formatting', command: [bin('prettier', 'bin/prettier.cjs'), '--check', '.'] },
  {
    name: 'imports',
    title: 'table of imports',
    command: [
      bin('dependency-cruiser', 'bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', 'server', 'client', 'rules', 'test'],
    ],
  },
  { name: 'dead-code', title: 'dead code', command: [bin('knip', 'bin/knip.js')] },
  {
    name: 'generated',
    title: 'generated files (npm run generate)',
    command: [tsx, 'test/generate.ts', '--check'],
  },
  { name: 'build', title: 'build', command: ['build.mjs'] },
  {
    name: 'mocha',
    title: 'tests',
    command: [
      bin('mocha', 'bin/mocha.js'),
      ...['--reporter', './test/reporter.cjs', '--reporter-option', `output=${countsFile}`],
      ...['--forbid-only', 'test/**/*.test.ts'],
    ],
    counts: 'file',
  },
  {
    name: 'e2e',
    title: 'end to end in a real VS Code',
    command: [tsx, 'test/e2e/run.ts'],
    needs: ['build'],
    counts: 'output',
  },
];

/** Runs a step with its output passed on; resolves with its exit code and the end of its output. */
function run(step: Step): Promise<{ code: number; tail: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let tail = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      tail = (tail + chunk.toString()).slice(-2000);
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve({ code: 1, tail });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, tail }));
  });
}

function countsOf(step: Step, code: number, tail: string): Counts {
  const one = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (step.counts === undefined) return one;
  if (step.counts === 'file' && existsSync(countsFile)) return JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
  const match = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(tail);
  if (step.counts === 'output' && match) {
    return { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
  }
  return code === 0 ? { passed: 0, failed: 0, skipped: 1 } : one;
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`Unknown step: ${unknown.join(', ')}. Steps: ${STEPS.map((step) => step.name).join(', ')}.`);
    process.exit(2);
  }

  const sum = { passed: 0, failed: 0, skipped: 0 };
  const broken: string[] = [];
  for (const step of STEPS.filter((step) => wanted.length === 0 || wanted.includes(step.name))) {
    console.log(`\n== ${step.name}: ${step.title}`);
    if (step.needs?.some((name) => broken.includes(name))) {
      console.log(`-- ${step.name}: skipped, it needs ${step.needs.join(', ')}`);
      sum.skipped += 1;
      continue;
    }
    const start = performance.now();
    const { code, tail } = await run(step);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const counts = countsOf(step, code, tail);
    // A step that ends badly without a failed test (a crash after the last one) still is a failure.
    const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
    sum.passed += counts.passed;
    sum.failed += failed;
    sum.skipped += counts.skipped;
    if (failed > 0) broken.push(step.name);
    const outcome = failed > 0 ? 'FAILED' : counts.passed > 0 ? 'passed' : 'SKIPPED';
    console.log(`-- ${step.name}: ${outcome} (${seconds} s)`);
  }

  rmSync(temporary, { recursive: true, force: true });
  console.log(broken.length > 0 ? `\nFailed: ${broken.join(', ')}` : '');
  const skipped = sum.skipped > 0 ? `, ${String(sum.skipped)} skipped` : '';
  console.log(`${String(sum.passed)} passed, ${String(sum.failed)} failed${skipped}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

await main();
