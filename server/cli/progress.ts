/** One line on standard error that counts files while a person waits; nothing where nobody looks. */
const BETWEEN = 100;

export interface Progress {
  show(text: string): void;
  /** Removes the line, before anything else is written. */
  clear(): void;
}

export function progressLine(): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  let shown = false;
  return {
    show(text) {
      const now = Date.now();
      if (now - last < BETWEEN) return;
      last = now;
      shown = true;
      process.stderr.write(`\r\u001B[2K${text}`);
    },
    clear() {
      if (shown) process.stderr.write('\r\u001B[2K');
      shown = false;
    },
  };
}
