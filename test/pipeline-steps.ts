/** Runs the steps of a pipeline as the shell of its host would, with the built program in place of the published one. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT } from './run-program.ts';

export interface Step {
  /** The program and its arguments before the command. */
  readonly shell: readonly [string, ...string[]];
  readonly command: string;
}

interface PipelinePrograms {
  /** Runs one step after the other until one fails; the code is that of the last one that ran. */
  readonly runSteps: (
    steps: readonly Step[],
    cwd: string,
    variables: object,
  ) => { code: number | null; output: string };
  readonly removePrograms: () => void;
}

export function pipelinePrograms(): PipelinePrograms {
  const folder = mkdtempSync(join(tmpdir(), 'fachlint-npx-'));
  const npx = join(folder, 'npx');
  // `npx --yes fachlint@VERSION` is how pipelines start the program.
  writeFileSync(npx, `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${join(ROOT, 'dist', 'fachlint.js')}' "$@"\n`);
  chmodSync(npx, 0o755);
  return {
    runSteps: (steps, cwd, variables) => {
      let output = '';
      for (const { shell, command } of steps) {
        const [program, ...args] = shell;
        const { status, stdout, stderr } = spawnSync(program, [...args, command], {
          cwd,
          encoding: 'utf8',
          env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, ...variables },
        });
        output += stdout + stderr;
        if (status !== 0) return { code: status, output };
      }
      return { code: 0, output };
    },
    removePrograms: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
