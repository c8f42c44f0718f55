/** Runs Fachlint as a process, the way a user does. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = join(ROOT, 'dist', 'fachlint.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Circumstances {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Runs the sources with the rules of `fixtures/program/own-rules.ts`. */
  readonly ownRules?: boolean;
  /** Nobody reads what it prints. */
  readonly closed?: boolean;
  /** What it reads from standard input. */
  readonly input?: string;
}

/** The built program, or its sources with other rules. */
export function fachlint(args: readonly string[], circumstances: Circumstances = {}): Promise<Run> {
  const { cwd = ROOT, env = {}, ownRules = false, closed = false, input = '' } = circumstances;
  const hook = new URL('fixtures/program/use-own-rules.mjs', import.meta.url).href;
  const script = ownRules
    ? ['--import', import.meta.resolve('tsx'), '--import', hook, join(ROOT, 'server', 'main.ts')]
    : [PROGRAM];
  if (!ownRules) buildIfOld();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...script, ...args], {
      cwd,
      // Of the surroundings only what the system needs, so that no language of a developer's machine is at work.
      env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], ...env },
    });
    const run = { stdout: '', stderr: '' };
    child.stdin.on('error', () => undefined).end(input);
    if (closed) child.stdout.destroy();
    child.stdout.on('data', (chunk: Buffer) => (run.stdout += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (run.stderr += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...run });
    });
  });
}

let isBuilt = false;

/** `npm test` builds before; whoever runs one test alone must not test the program of yesterday. */
function buildIfOld(): void {
  if (isBuilt) return;
  isBuilt = true;
  const built = existsSync(PROGRAM) ? statSync(PROGRAM).mtimeMs : 0;
  const sources = globSync(['{server,rules}/**/*.{ts,json}', 'build.mjs', 'package.json'], {
    cwd: ROOT,
    absolute: true,
  });
  if (sources.every((file) => statSync(file).mtimeMs < built)) return;
  const { status } = spawnSync(process.execPath, ['build.mjs'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The program cannot be built.');
}
