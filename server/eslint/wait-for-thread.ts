/**
 * A thread that is waited for, because ESLint's rules answer at once. `synckit` does the same, but loads files of its own
 * beside the thread, which a bundle does not have.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Answer, Asked, FoundInFile } from './thread.ts';

/** Milliseconds; the first answer reads the whole project. */
const TIME_LIMIT = 600_000;

/** Asks the thread, which is started with the first question. Throws where it does not answer. */
export function askingThread(file: URL): (asked: Asked) => readonly FoundInFile[] {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  let ask: ((asked: Asked) => Answer) | undefined;
  const start = (): NonNullable<typeof ask> => {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(file, { workerData: { port: port2, signal }, transferList: [port2] });
    // Neither keeps ESLint from ending.
    worker.unref();
    port1.unref();
    return (asked) => {
      Atomics.store(signal, 0, 0);
      port1.postMessage(asked);
      if (Atomics.wait(signal, 0, 0, TIME_LIMIT) === 'timed-out') return { error: 'no answer' };
      return (receiveMessageOnPort(port1)?.message ?? { error: 'no answer' }) as Answer;
    };
  };
  return (asked) => {
    ask ??= start();
    const answer = ask(asked);
    if ('error' in answer) throw new Error(`fachlint: ${answer.error}`);
    return answer.findings;
  };
}
