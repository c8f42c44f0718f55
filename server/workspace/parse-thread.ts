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
    return { kind: 'facts', facts: await extractFacts(document) };
  } catch (error) {
    return { kind: 'failed', step, ...describe(error) };
  }
}

/** Name of an error and its place in Fachlint's own code. The message stays here: it may quote the inspected file. */
function describe(error: unknown): { error: string; where: string } {
  if (!(error instanceof Error)) return { error: typeof error, where: '' };
  // The stack begins with the message, which is skipped; of a line only the name of the file is taken.
  const frames = (error.stack ?? '').slice(error.name.length + error.message.length).split('\n');
  const places = frames.flatMap(
    (line) =>
      /^([\w.-]+:\d+):\d+\)?$/.exec(line.slice(Math.max(line.lastIndexOf('/'), line.lastIndexOf('\\')) + 1))?.[1] ?? [],
  );
  return { error: /^\w+$/.test(error.name) ? error.name : 'Error', where: places[0] ?? '' };
}

const port = parentPort;
if (port) {
  const answer = async (source: Source): Promise<void> => {
    const facts = await answerTo(source);
    try {
      port.postMessage(facts);
    } catch (error) {
      // Something in the facts cannot be sent to another thread.
      port.postMessage({ kind: 'failed', step: 'extract', ...describe(error) } satisfies ThreadAnswer);
    }
  };
  port.on('message', (source: Source) => void answer(source));
  for (const [number, text] of data.warmUp.entries()) {
    await answerTo({ path: `warm-up-${number}.ts`, text, kind: 'main', stage: 'unknown' });
  }
  port.postMessage({ kind: 'ready' } satisfies ThreadAnswer);
}
