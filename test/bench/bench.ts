/**
 * Compares Fachlint with ESLint and the security rules of eslint-plugin-sonarjs, both in one interleaved run:
 *
 *     npm run build && npx tsx test/bench/bench.ts [--rounds 7] [--json FILE] [folder…]
 *
 * Quote the ratios: milliseconds belong to the machine. The first run installs ESLint into `.tools/`.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import manifest from '../../package.json' with { type: 'json' };
import { measureEdits } from './edits.ts';
import { floorOf } from './floor.ts';
import { run } from './measure.ts';
import { installPeer } from './peer.ts';

/** Medians; `ratio` is ESLint's figure divided by Fachlint's. */
interface Row {
  readonly what: string;
  readonly unit: 'ms' | 'MB';
  readonly fachlint: number;
  readonly eslint: number;
  readonly ratio: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' }, json: { type: 'string' } },
});
const rounds = Number(values.rounds);
/** As many as Fachlint starts by itself. */
const THREADS = Math.min(4, availableParallelism());
const peer = installPeer();
const root = fileURLToPath(new URL('../..', import.meta.url));
const fachlint = [resolve(root, 'dist/fachlint.js'), 'check', '.', '--format', 'json', '--fail-on', 'never'];
const eslint = [peer.program, '--config', peer.config, '--format', 'json', '.'];
const folders = positionals.length > 0 ? positionals : [resolve(root, 'test/fixtures/projects/buergerbuero')];

const notes = `Quote the ratios (ESLint divided by Fachlint, above 1 Fachlint needs less), not the milliseconds.
Medians of ${rounds} interleaved rounds. CPU is the sum of all threads; ESLint runs as it does by default, in one thread.
ESLint reads scripts, Fachlint configuration files as well. ESLint's rules: those of eslint-plugin-sonarjs about
security, without type information (parserOptions.project), with which some would find more and be slower still.
Floor: a program that reads all files Fachlint reads and does nothing but parse, with oxc in ${THREADS} threads, the scripts
that Fachlint parses; a linter with these parsers cannot be faster.
Edit: Fachlint's server over stdio, protocol included, against ESLint.lintText in a warm process, which is the cost
inside vscode-eslint's server without its protocol. Every edit adds a finding that both have to report.`;
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, gigabytes: Math.round(totalmem() / 2 ** 30) };
const versions = { node: process.versions.node, fachlint: manifest.version, ...peer.versions };
console.log(`${JSON.stringify(machine)}\n${JSON.stringify(versions)}`);

const measured = [];
for (const folder of folders) measured.push(await measure(resolve(folder)));
console.log(`\n${notes}`);
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ machine, versions, rounds, notes, measured }, undefined, 2)}\n`);
}

async function measure(folder: string): Promise<{ folder: string; files: object; rows: readonly Row[] }> {
  // Once without a clock: fills the cache of the disk and says what each of them reads.
  const { counts } = JSON.parse((await run(fachlint, folder)).stdout) as { counts: { files: number; parsed: number } };
  const linted = JSON.parse((await run(eslint, folder)).stdout) as { filePath: string; fatalErrorCount: number }[];
  const whole = linted.filter(({ fatalErrorCount }) => fatalErrorCount === 0).map(({ filePath }) => filePath);
  const files = { fachlint: counts, eslint: { files: linted.length, broken: linted.length - whole.length } };
  console.log(`\n${basename(folder)} ${JSON.stringify(files)}`);

  type Run = Awaited<ReturnType<typeof run>>;
  const floor = await floorOf(folder, THREADS);
  const [ours, theirs, least]: [Run[], Run[], Run[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await run(fachlint, folder));
    theirs.push(await run(eslint, folder));
    least.push(await run(floor, folder));
  }
  const edits = await measureEdits(folder, whole, peer, rounds);
  const rows = [
    ...(['wall', 'cpu', 'megabytes'] as const).map((key) => {
      const figures = [ours, theirs].map((all) => all.map((one) => one[key]));
      return row(`cold run, ${key}`, key === 'megabytes' ? 'MB' : 'ms', figures[0]!, figures[1]!);
    }),
    ...(['wall', 'cpu'] as const).map((key) => {
      const figures = [least, theirs].map((all) => all.map((one) => one[key]));
      return row(`floor, ${key}`, 'ms', figures[0]!, figures[1]!);
    }),
    row('edit to fresh diagnostics', 'ms', edits.fachlint.milliseconds, edits.eslint.milliseconds),
    row('server, megabytes', 'MB', [edits.fachlint.megabytes], [edits.eslint.megabytes]),
  ];
  print(['', 'Fachlint', 'ESLint', 'ratio']);
  for (const { what, unit, ratio, ...figures } of rows) {
    print([what, `${figures.fachlint.toFixed(0)} ${unit}`, `${figures.eslint.toFixed(0)} ${unit}`, ratio.toFixed(2)]);
  }
  return { folder: basename(folder), files, rows };
}

function row(what: string, unit: Row['unit'], ours: readonly number[], theirs: readonly number[]): Row {
  const figures = { fachlint: median(ours), eslint: median(theirs) };
  return { what, unit, ...figures, ratio: figures.eslint / figures.fachlint };
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

function print([what = '', ...figures]: readonly string[]): void {
  console.log(`  ${what.padEnd(28)}${figures.map((figure) => figure.padStart(12)).join('')}`);
}
