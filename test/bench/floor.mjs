// The least that any linter in Node has to do: read every file, and parse with oxc, in threads, those that Fachlint parses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (isMainThread) {
  const { all, parsed, threads } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  let characters = 0;
  for (const path of all) characters += readFileSync(path, 'utf8').length;
  for (let thread = 0; thread < threads; thread++) {
    const mine = parsed.filter((_, number) => number % threads === thread);
    new Worker(new URL(import.meta.url), { workerData: mine, execArgv: [] });
  }
  process.stdout.write(`{"characters":${characters}}`);
} else {
  const { parseSync } = createRequire(import.meta.url)('oxc-parser');
  // Asking for the program is what turns it into JavaScript objects.
  for (const path of workerData)
    void parseSync(path, readFileSync(path, 'utf8'), { astType: 'ts', range: true }).program;
  parentPort.close();
}
