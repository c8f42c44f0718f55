/** Starts a process under the probe and says what it cost. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROBE = new URL('probe.mjs', import.meta.url).href;
const SCRATCH = mkdtempSync(join(tmpdir(), 'fachlint-bench-'));
process.on('exit', () => rmSync(SCRATCH, { recursive: true, force: true }));

/** Megabytes at the peak, and milliseconds of all threads together. */
export interface Usage {
  readonly megabytes: number;
  readonly cpu: number;
}

/** A file that is gone when the bench ends. */
export function scratchFile(name: string): string {
  return join(SCRATCH, name);
}

/** The environment of a process that is to be measured. */
export function probed(name: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${PROBE}`, PROBE_FILE: scratchFile(name) };
}

/** What a process started with `probed` has left when it ended. */
export function usageOf(name: string): Usage {
  return JSON.parse(readFileSync(scratchFile(name), 'utf8')) as Usage;
}

/** One whole process, from its start to its end; `wall` in milliseconds. */
export async function run(args: readonly string[], cwd: string): Promise<Usage & { wall: number; stdout: string }> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...probed('run') } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wall = performance.now() - start;
  if (code !== 0) throw new Error(`${args.join(' ')} in ${cwd} ended with ${code}: ${output.stderr}`);
  return { ...usageOf('run'), wall, stdout: output.stdout };
}
