/** Standard output and standard error, as far as commands use them. */

/** A reader that went away (`fachlint check | head`) is no error: the rest is dropped, the exit code stays that of the run. */
export function survivesClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EOF' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    });
  }
}

/** Resolves when the text is handed over, or when nobody is there to take it. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (text === '') resolve();
    else process.stdout.write(text, () => resolve());
  });
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

export function usesColour(): boolean {
  // https://no-color.org: any value that is not empty switches colours off.
  return process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
