/** Standard output and standard error, as far as commands use them. */
import type { Language } from '../model/finding.ts';
import { printable } from '../report/excerpt.ts';

/**
 * A reader that went away (`fachlint check | head`) is no error: the rest is dropped, the exit code stays that of the run.
 * Where the output cannot be written for another reason (a full disk), the run has failed.
 */
export function survivesClosedPipes(language: Language): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      if (['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED'].includes(code)) return;
      const message = {
        de: `Die Ausgabe lässt sich nicht schreiben (${code}).`,
        en: `The output cannot be written (${code}).`,
      };
      if (stream === process.stdout) note(`fachlint: ${message[language]}`);
      process.exit(2);
    });
  }
}

/** Resolves when the text is handed over, or when nobody is there to take it. */
export function print(text: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (text.length === 0) resolve();
    else process.stdout.write(text, () => resolve());
  });
}

/** Bytes for another program; a terminal gets them as text that cannot move its cursor. */
export async function printRaw(bytes: Buffer): Promise<void> {
  if (process.stdout.isTTY) await print(bytes.toString('utf8').split('\n').map(printable).join('\n'));
  else await print(bytes);
}

/** One line for the person at the terminal; never part of a document. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Columns of the terminal behind standard output; undefined where there is none. */
export function widthOfTerminal(): number | undefined {
  // Some terminals (of continuous integration above all) say 0, which is no width.
  return process.stdout.isTTY ? process.stdout.columns || 80 : undefined;
}

/**
 * https://no-color.org: any value of `NO_COLOR` that is not empty switches colours off. `FORCE_COLOR` switches them on
 * where nobody sees a terminal, in the log of a pipeline above all; 0 and `false` switch them off, as Node reads it.
 */
export function usesColour(): boolean {
  const { NO_COLOR: never, FORCE_COLOR: forced, TERM: terminal } = process.env;
  if (never) return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return process.stdout.isTTY && terminal !== 'dumb';
}
