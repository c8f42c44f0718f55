/** The worker: parses one file at a time and answers with its facts. Runs in threads of `pool.ts` only. */
import { parentPort, workerData } from 'node:worker_threads';
import { extractFacts } from '../extract/extract-facts.ts';
import type { FileFacts } from '../model/file-facts.ts';
import type { ScriptEngine } from '../model/analysis.ts';
import type { Source } from '../model/source.ts';
import { parseDocument } from '../parse/parse-document.ts';

/** What a thread is started with. */
export interface ThreadData {
  readonly engine?: ScriptEngine;
  /** Texts to parse before the first file, so that loading parsers does not count as the file's time. */
  readonly warmUp: readonly string[];
}

export type ThreadAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'facts'; readonly facts: FileFacts }
  | { readonly kind: 'failed'; readonly step: 'parse' | 'extract'; readonly error: string; readonly where: string };

const data = workerData as ThreadData;

async function answerTo(source: Source): Promise<ThreadAnswer> {
  let step: 'parse' | 'extract' = 'parse';
  try {
    const document = await parseDocument(source, data.engine);
    step = 'extract';
    return { kind: 'facts', facts: extractFacts(document) };
  } catch (error) {
    return { kind: 'failed', step, ...describe(error) };
  }
}

/** Name of an error and its place in Fachlint's own code. The message stays here: it may quote the inspected file. */
function describe(error: unknown): { error: string; where: string } {
  if (!(error instanceof Error)) return { error: typeof error, where: '' };
  // Only lines of a stack that name a file and a line are taken, and of these only the name of the file.
  const place = /^ +at (?:[\w.<> ]+ \()?(?:file:\/\/)?[^\n()]*[\\/]([\w.-]+:\d+):\d+\)?$/m.exec(
    error.stack?.slice(0, 4000) ?? '',
  );
  return { error: /^\w+$/.test(error.name) ? error.name : 'Error', where: place?.[1] ?? '' };
}

const port = parentPort;
if (port) {
  port.on('message', (source: Source) => void answerTo(source).then((answer) => port.postMessage(answer)));
  for (const [number, text] of data.warmUp.entries()) {
    await answerTo({ path: `warm-up-${number}.ts`, text, kind: 'main', stage: 'unknown' });
  }
  port.postMessage({ kind: 'ready' } satisfies ThreadAnswer);
}
