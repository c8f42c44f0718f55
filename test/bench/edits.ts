/** One edit to fresh diagnostics: Fachlint's language server over stdio against a warm ESLint in one process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Editor } from '../lsp/editor.ts';
import { probed, usageOf } from './measure.ts';
import type { Peer } from './peer.ts';

/** Milliseconds of each edit; megabytes at the peak of the processes that stayed alive. */
export type Edits = Record<'fachlint' | 'eslint', { readonly milliseconds: number[]; readonly megabytes: number }>;

const TEST = /[._-](?:test|spec)\.|(?:^|[/\\])(?:tests?|e2e|__tests__|mocks)[/\\]|\.d\.ts$/;
const WARM_UP = 2;

/** Of the TypeScript (else JavaScript) files by size: the one in the middle, at nine tenths and at the end. */
function filesToEdit(folder: string, linted: readonly string[]): readonly string[] {
  const scripts = linted.filter((file) => !TEST.test(relative(folder, file)));
  const typescript = scripts.filter((file) => /\.[cm]?tsx?$/.test(file));
  const files = (typescript.length > 0 ? typescript : scripts)
    .map((file) => ({ file, size: statSync(file).size }))
    .sort((a, b) => a.size - b.size || (a.file < b.file ? -1 : 1));
  return [...new Set([0.5, 0.9, 1].flatMap((part) => files[Math.ceil(part * files.length) - 1]?.file ?? []))];
}

/** Every edit writes another password at the end, so that both have to parse and an old answer is noticed. */
export async function measureEdits(
  folder: string,
  linted: readonly string[],
  peer: Peer,
  rounds: number,
): Promise<Edits> {
  const edits = { fachlint: [] as number[], eslint: [] as number[] };
  Object.assign(process.env, probed('server'));
  const editor = await Editor.start({ folders: [folder] });
  delete process.env['NODE_OPTIONS'];
  const warm = fork(fileURLToPath(new URL('warm-eslint.mjs', import.meta.url)), [peer.folder, peer.config], {
    cwd: folder,
    execArgv: [],
    env: { ...process.env, ...probed('warm') },
  });
  for (const file of filesToEdit(folder, linted)) {
    const original = `${readFileSync(file, 'utf8')}\n`;
    const line = original.split('\n').length;
    await editor.open(file, original);
    await editor.pull(file);
    for (let round = 0; round < WARM_UP + rounds; round++) {
      const text = `${original}export const adminPassword = 'Rathaus-${round + 17}-Auenfeld';\n`;
      const start = performance.now();
      await editor.change(file, text);
      const diagnostics = await editor.pull(file);
      const took = performance.now() - start;
      if (!diagnostics.some(({ range }) => range.start.line === line - 1)) throw new Error(`Fachlint missed ${file}`);
      warm.send({ text, filePath: file });
      const [answer] = (await once(warm, 'message')) as [{ milliseconds: number; lines: number[] }];
      if (!answer.lines.includes(line)) throw new Error(`ESLint missed ${file}`);
      if (round < WARM_UP) continue;
      edits.fachlint.push(took);
      edits.eslint.push(answer.milliseconds);
    }
    await editor.close(file);
  }
  await editor.stop();
  warm.disconnect();
  await once(warm, 'exit');
  return {
    fachlint: { milliseconds: edits.fachlint, megabytes: usageOf('server').megabytes },
    eslint: { milliseconds: edits.eslint, megabytes: usageOf('warm').megabytes },
  };
}
