/** Sets up programs that tests need and that are too large for the development dependencies. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Brings its own .NET runtime and works offline. */
const SARIF_MULTITOOL = '5.7.0';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface SarifMultitool {
  /** The program. */
  readonly program: string;
  /** The OASIS schema of SARIF 2.1.0 that it carries. */
  readonly schema: string;
}

/** Installs the validator below the git-ignored `.tools/` unless it is there. Throws with one clear sentence. */
export function sarifMultitool(): SarifMultitool {
  const folder = join(ROOT, '.tools', `sarif-multitool-${SARIF_MULTITOOL}`);
  if (!existsSync(folder)) install(folder, `@microsoft/sarif-multitool@${SARIF_MULTITOOL}`);
  const tool = join(folder, 'node_modules', '@microsoft', `sarif-multitool-${process.platform}`);
  const program = join(tool, process.platform === 'win32' ? 'Sarif.Multitool.exe' : 'Sarif.Multitool');
  // Its install script would do that; packages of strangers run no scripts here.
  if (process.platform !== 'win32') chmodSync(program, 0o755);
  return { program, schema: join(tool, 'sarif-2.1.0.json') };
}

/** Messages of all results of level `error`; the exit code of the program says nothing. */
export function sarifErrors(file: string): readonly string[] {
  const { program } = sarifMultitool();
  const output = `${file}.validation`;
  const run = spawnSync(program, ['validate', file, '--output', output, '--log', 'ForceOverwrite'], {
    encoding: 'utf8',
    // Where the system has no ICU library, .NET would not start.
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  if (!existsSync(output)) throw new Error(`sarif-multitool wrote no result: ${run.stdout}${run.stderr}`);
  const log = JSON.parse(readFileSync(output, 'utf8')) as {
    runs: {
      results?: { level?: string; ruleId: string; message: { id?: string; text?: string; arguments?: string[] } }[];
    }[];
  };
  return log.runs.flatMap(({ results = [] }) =>
    results
      .filter(({ level }) => level === 'error')
      .map(
        ({ ruleId, message }) =>
          `${ruleId} ${message.text ?? message.id ?? ''} ${(message.arguments ?? []).join(' | ')}`,
      ),
  );
}

function install(folder: string, ...packages: readonly string[]): void {
  // Renamed at the end, so that an interrupted set-up is never taken for a finished one.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }\n');
  const { status, stderr } = spawnSync(
    'npm',
    ['install', ...packages, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: unfinished, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`${packages.join(' ')} could not be installed: ${stderr}`);
  renameSync(unfinished, folder);
}
