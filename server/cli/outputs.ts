/** Where reports go: standard output, and files that appear whole or not at all. */
import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { Failure } from './failure.ts';
import { nearest } from '../model/nearest.ts';
import { unknownName } from './texts.ts';

/** File names that say their format; the first match counts, so the names that platforms fix come before `*.json`. */
const FORMAT_OF_FILE: readonly (readonly [ending: string, format: string])[] = [
  ['gl-code-quality-report.json', 'gitlab-code-quality'],
  ['gl-sast-report.json', 'gitlab-sast'],
  ['.sarif', 'sarif'],
  ['.junit.xml', 'junit'],
  ['.html', 'html'],
  ['.csv', 'csv'],
  ['.md', 'markdown'],
  ['.json', 'json'],
];

interface OutputFile<F> {
  readonly format: F;
  /** As it was given. */
  readonly file: string;
}

export interface Outputs<F> {
  /** Format of standard output; undefined where the document goes to a file instead. */
  readonly standard: F | undefined;
  readonly files: readonly OutputFile<F>[];
}

/**
 * `--output FILE` takes the format of `--format` and then stands for standard output; `--output NAME=FILE` names its
 * own; without either the name of the file decides. The first of the `formats` that a command knows is for people.
 */
export function outputsOf<F extends string>(
  formats: readonly [F, ...F[]],
  format: F | undefined,
  values: readonly string[],
): Outputs<F> {
  let standard: F | undefined = format ?? formats[0];
  const files: OutputFile<F>[] = [];
  for (const value of values) {
    const named = /^([a-z][a-z-]*)=(.+)$/s.exec(value);
    if (named) {
      files.push({ format: formatNamed(formats, named[1] ?? ''), file: named[2] ?? '' });
    } else if (format !== undefined) {
      files.push({ format, file: value });
      standard = undefined;
    } else {
      files.push({ format: formatOfFile(formats, value), file: value });
    }
  }
  const paths = files.map(({ file }) => resolve(file));
  const twice = files.find((_, index) => paths.indexOf(paths[index] ?? '') !== index);
  if (twice) {
    throw new Failure({
      de: `Zwei Ausgaben würden in dieselbe Datei geschrieben: ${twice.file}.`,
      en: `Two outputs would be written to the same file: ${twice.file}.`,
    });
  }
  return { standard, files };
}

function formatNamed<F extends string>(formats: readonly F[], name: string): F {
  const format = formats.find((known) => known === name);
  if (format === undefined) throw unknownName('format', name, nearest(name, formats), formats);
  return format;
}

function formatOfFile<F extends string>(formats: readonly F[], file: string): F {
  const name = basename(file).toLowerCase();
  const format = FORMAT_OF_FILE.find(([ending]) => name.endsWith(ending))?.[1];
  const known = formats.find((candidate) => candidate === format);
  if (known !== undefined) return known;
  throw new Failure({
    de: `Der Dateiname „${basename(file)}“ sagt nicht, welches Format gemeint ist. Mit --output NAME=DATEI lässt es sich nennen (${formats.join(', ')}).`,
    en: `The file name "${basename(file)}" does not say which format is meant. Name it with --output NAME=FILE (${formats.join(', ')}).`,
  });
}

/** Writes all documents beside their targets first and renames them last, so that a failure leaves no half result. */
export async function writeFiles(
  documents: readonly { readonly file: string; readonly text: string }[],
): Promise<void> {
  const written: { temporary: string; target: string; file: string }[] = [];
  try {
    for (const { file, text } of documents) {
      await orFailure(file, async () => {
        const existing = await stat(file).catch(() => undefined);
        if (existing && !existing.isFile()) {
          // A device or a pipe (`/dev/stdout`) is written to; replacing it by a file would destroy it.
          await writeFile(file, text);
          return;
        }
        await mkdir(dirname(resolve(file)), { recursive: true });
        // A link to a file stays a link.
        const target = existing ? await realpath(file) : resolve(file);
        const temporary = `${target}.${String(process.pid)}.tmp`;
        written.push({ temporary, target, file });
        await writeFile(temporary, text, { encoding: 'utf8', flag: 'wx' });
      });
    }
    for (const { temporary, target, file } of written) await orFailure(file, () => rename(temporary, target));
  } finally {
    await Promise.all(written.map(({ temporary }) => rm(temporary, { force: true })));
  }
}

async function orFailure(file: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new Failure({
      de: `Die Datei ${file} lässt sich nicht schreiben (${code}).`,
      en: `The file ${file} cannot be written (${code}).`,
    });
  }
}
