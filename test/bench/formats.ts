/**
 * What it costs to read a file of each format, from its text to its facts:
 *
 *     npx tsx test/bench/formats.ts [--rounds 7] [--kilobytes 256] [folder…]
 *
 * Milliseconds of a processor per megabyte; they belong to the machine, the ratios between formats do not. `cold` is the first file of a
 * fresh process, with the libraries that it loads; `warm` is the median of the later rounds. Without folders the files
 * are made (`test/samples-of-formats.ts`, and `test/samples-of-documents.ts` for documents inside of others), with folders they are those in there that Fachlint would read.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RULES } from '../../rules/index.ts';
import { formatOf, type Format } from '../../server/classify/format-of.ts';
import { extractFacts } from '../../server/extract/extract-facts.ts';
import { parseDocument } from '../../server/parse/parse-document.ts';
import { loadConfiguration } from '../../server/workspace/configuration.ts';
import { findFiles } from '../../server/workspace/find-files.ts';
import { DOCUMENT_NAMES, documentOf } from '../samples-of-documents.ts';
import { FORMATS, fileOf } from '../samples-of-formats.ts';

interface Row {
  readonly name: string;
  readonly files: number;
  readonly kilobytes: number;
  readonly facts: number;
  /** Milliseconds per megabyte. */
  readonly cold: number;
  readonly warm: number;
}

/** Characters of a file that is made; most files of people are smaller. */
const SIZE_OF_FILE = 16_384;
/** Real files are enough at this size. */
const MOST_CHARACTERS = 4_000_000;
/** Larger files are not read by Fachlint. */
const LARGEST_FILE = 1_000_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '7' },
    kilobytes: { type: 'string', default: '256' },
    only: { type: 'string' },
  },
});

if (values.only === undefined) {
  print(['', 'files', 'KB', 'facts', 'cold ms/MB', 'warm ms/MB']);
  for (const name of [...FORMATS(), ...(positionals.length === 0 ? DOCUMENT_NAMES : [])]) {
    const args = ['--import', 'tsx', fileURLToPath(import.meta.url), ...process.argv.slice(2), '--only', name];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const row = JSON.parse(stdout) as Row;
    const figures = [row.files, row.kilobytes, row.facts, row.cold, row.warm];
    print([row.name, ...(row.files === 0 ? [] : figures.map((figure) => figure.toFixed(0)))]);
  }
} else {
  console.log(JSON.stringify(await measure(values.only)));
}

type File = ReturnType<typeof fileOf>;

async function measure(name: string): Promise<Row> {
  const files = positionals.length > 0 ? await filesIn(positionals, name as Format) : madeFiles(name);
  const megabytes = files.reduce((sum, { text }) => sum + text.length, 0) / 2 ** 20;
  const times: number[] = [];
  let facts = 0;
  for (let round = 0; round <= Number(values.rounds); round++) {
    const start = process.cpuUsage();
    facts = 0;
    for (const file of files) {
      const document = await parseDocument({ ...file, kind: 'main', stage: 'unknown' });
      facts += (await extractFacts(document)).facts.length;
    }
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  const [cold = NaN, ...warm] = times.map((time) => time / megabytes);
  const median = warm.sort((a, b) => a - b)[warm.length >> 1] ?? NaN;
  return { name, files: files.length, kilobytes: megabytes * 1024, facts, cold, warm: median };
}

function madeFiles(name: string): File[] {
  const make = (parts: number): File =>
    DOCUMENT_NAMES.includes(name) ? documentOf(name, parts) : fileOf(name as Format, parts);
  const [one = 0, two = 0] = [1, 2].map((parts) => make(parts).text.length);
  const file = make(Math.ceil(SIZE_OF_FILE / (two - one)));
  return Array.from({ length: Math.ceil((Number(values.kilobytes) * 1024) / file.text.length) }, () => file);
}

async function filesIn(folders: readonly string[], format: Format): Promise<File[]> {
  const files: File[] = [];
  let characters = 0;
  for (const folder of folders.map((each) => resolve(each))) {
    const { configuration } = await loadConfiguration(folder, RULES);
    for (const path of (await findFiles(folder, configuration, [])).files) {
      const text = readFileSync(join(folder, path), 'utf8');
      if (text.length > LARGEST_FILE || formatOf(path, text) !== format) continue;
      characters += text.length;
      if (characters > MOST_CHARACTERS) return files;
      files.push({ path, text });
    }
  }
  return files;
}

function print([what = '', ...figures]: readonly string[]): void {
  console.log(`  ${what.padEnd(32)}${figures.map((figure) => figure.padStart(12)).join('')}`);
}
