/** Parses files in worker threads, each within a time limit that really ends it. */
import { WORKER_STACK_MB } from '../parse/script/nesting.ts';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';
import type { Crash, ScriptEngine } from '../model/analysis.ts';
import type { FileFacts, Notice } from '../model/file-facts.ts';
import type { Source } from '../model/source.ts';
import type { ThreadAnswer, ThreadData } from './parse-thread.ts';
import { countBusyThread, processorTime } from './processor-time.ts';

/** Milliseconds of a processor that one file may take. */
const TIME_LIMIT = 2000;
/** So many times the limit may pass on the wall's clock: a thread that waits for something uses no processor. */
const LONGEST_WAIT = 30;
/** Milliseconds between two looks at a file that has been waiting rather than working. */
const SOONEST_LOOK = 50;
const MOST_THREADS = 4;
/** A further thread is worth its start only when this many files wait. */
const FILES_FOR_ANOTHER_THREAD = 8;
/** A text every parser knows, and one that only the tolerant path reads. */
const WARM_UP = { usual: ['export {};'], again: ['export {};', 'const = ;'] };
const MOST_FAILED_STARTS = 3;
/** Milliseconds without a file after which one thread is enough: an editor stays open for days, and each takes 35 MB. */
const REST = 10_000;
/** The heap of a thread in megabytes: a file that needs more takes the thread with it, not the program. */
const HEAP = 1024;
/** Room for new objects in megabytes, half of what V8 takes by itself: threads need 40 MB less and are no slower. */
const YOUNG_HEAP = 24;

export interface Parsed {
  readonly facts: FileFacts;
  readonly crash?: Crash;
}

export interface PoolOptions {
  readonly engine?: ScriptEngine | undefined;
  readonly threads?: number | undefined;
  readonly timeLimit?: number | undefined;
  /** Milliseconds until threads without work are ended. */
  readonly rest?: number | undefined;
  /** The file of the worker. */
  readonly worker?: URL | undefined;
}

interface Task {
  readonly source: Source;
  readonly resolve: (parsed: Parsed) => void;
  readonly reject: (error: Error) => void;
  /** It was stopped once already. */
  again: boolean;
}

interface Thread {
  readonly worker: Worker;
  isReady: boolean;
  task?: Task | undefined;
  timer?: NodeJS.Timeout | undefined;
}

export class Pool {
  readonly #threads = new Set<Thread>();
  readonly #queue: Task[] = [];
  readonly #most: number;
  readonly #timeLimit: number;
  readonly #engine: ScriptEngine | undefined;
  readonly #file: URL;
  /** Threads in a row that ended before they were ready. */
  #failedStarts = 0;
  #isDisposed = false;
  readonly #rest: NodeJS.Timeout;

  constructor({ engine, threads, timeLimit, rest, worker }: PoolOptions = {}) {
    this.#engine = engine;
    this.#most = Math.max(1, threads ?? Math.min(availableParallelism(), MOST_THREADS));
    this.#timeLimit = timeLimit ?? TIME_LIMIT;
    this.#file = worker ?? defaultWorker();
    this.#rest = setTimeout(() => this.#thinOut(), rest ?? REST).unref();
  }

  /** Threads that are there or starting. */
  get size(): number {
    return this.#threads.size;
  }

  /** Starts a thread before there is a file for it, while the program still looks for files. */
  prepare(): void {
    if (this.#threads.size === 0 && !this.#isDisposed) this.#start(false);
  }

  /** Never fails because of the file: what goes wrong is in the notices of its facts. Rejected only by `dispose`. */
  parse(source: Source): Promise<Parsed> {
    if (this.#isDisposed) return Promise.reject(new Error('The pool is disposed.'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ source, resolve, reject, again: false });
      this.#distribute();
    });
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    clearTimeout(this.#rest);
    const waiting = this.#queue.splice(0);
    const running = [...this.#threads];
    this.#threads.clear();
    for (const task of [...waiting, ...running.flatMap(({ task }) => task ?? [])])
      task.reject(new Error('The pool is disposed.'));
    for (const thread of running) this.#release(thread);
    await Promise.all(running.map(({ worker }) => worker.terminate()));
  }

  #distribute(): void {
    for (const thread of this.#threads) {
      if (!thread.isReady || thread.task) continue;
      const task = this.#queue.shift();
      if (!task) return;
      this.#run(thread, task);
    }
    const starting = [...this.#threads].filter(({ isReady }) => !isReady).length;
    const isShort = this.#queue.length > (this.#threads.size === 0 ? 0 : FILES_FOR_ANOTHER_THREAD * (starting + 1));
    if (isShort && this.#threads.size < this.#most) {
      this.#start(this.#queue.some(({ again }) => again));
      this.#distribute();
    }
  }

  #run(thread: Thread, task: Task): void {
    thread.task = task;
    thread.worker.ref();
    const limit = this.#timeLimit;
    const begun = { processor: countBusyThread(1), wall: performance.now() };
    const look = (): void => {
      if (thread.task !== task) return;
      const left = limit - (processorTime() - begun.processor);
      if (left <= 0 || performance.now() - begun.wall >= LONGEST_WAIT * limit) this.#stop(thread, task);
      else lookIn(Math.max(left, SOONEST_LOOK));
    };
    const lookIn = (milliseconds: number): void => {
      // The answer may be waiting already when this program was busy itself: it is let in before the thread is ended.
      thread.timer = setTimeout(() => setImmediate(look), milliseconds);
    };
    lookIn(limit);
    thread.worker.postMessage(task.source);
  }

  #start(again: boolean): void {
    const data: ThreadData = {
      warmUp: again ? WARM_UP.again : WARM_UP.usual,
      ...(this.#engine ? { engine: this.#engine } : {}),
    };
    const worker = startWorker(this.#file, {
      workerData: data,
      resourceLimits: {
        maxOldGenerationSizeMb: HEAP,
        maxYoungGenerationSizeMb: YOUNG_HEAP,
        stackSizeMb: WORKER_STACK_MB,
      },
    });
    const thread: Thread = { worker, isReady: false };
    this.#threads.add(thread);
    worker.on('message', (answer: ThreadAnswer) => this.#answered(thread, answer));
    worker.on('error', (error) => this.#lost(thread, (error as NodeJS.ErrnoException).code ?? error.name));
    worker.on('exit', () => this.#lost(thread, 'exit'));
  }

  #answered(thread: Thread, answer: ThreadAnswer): void {
    const { task } = thread;
    if (!this.#isDisposed) this.#rest.refresh();
    if (answer.kind === 'ready') {
      thread.isReady = true;
      this.#failedStarts = 0;
    } else if (task) {
      this.#release(thread);
      task.resolve(answer.kind === 'facts' ? { facts: answer.facts } : failed(task.source, answer));
    }
    this.#distribute();
  }

  /** A busy machine is not the file's fault: it gets a second try in a fresh thread that has loaded everything. */
  #stop(thread: Thread, task: Task): void {
    this.#release(thread);
    this.#threads.delete(thread);
    void thread.worker.terminate();
    if (task.again)
      task.resolve({ facts: withoutFacts(task.source, { reason: 'time-limit', detail: `${this.#timeLimit} ms` }) });
    else {
      task.again = true;
      this.#queue.unshift(task);
    }
    this.#distribute();
  }

  /** The thread died: out of memory, or it could not even be started. */
  #lost(thread: Thread, detail: string): void {
    if (!this.#threads.delete(thread)) return;
    const { task } = thread;
    this.#release(thread);
    task?.resolve({ facts: withoutFacts(task.source, { reason: 'parser-failed', detail }) });
    if (!thread.isReady && ++this.#failedStarts >= MOST_FAILED_STARTS) {
      for (const { source, resolve } of this.#queue.splice(0)) {
        resolve({
          facts: withoutFacts(source, { reason: 'parser-failed', detail }),
          crash: { what: 'parse', path: source.path, detail: `thread not started: ${detail}` },
        });
      }
    }
    this.#distribute();
  }

  #thinOut(): void {
    if (this.#queue.length > 0 || [...this.#threads].some(({ isReady, task }) => !isReady || task)) return;
    for (const thread of [...this.#threads].slice(1)) {
      this.#threads.delete(thread);
      void thread.worker.terminate();
    }
  }

  #release(thread: Thread): void {
    clearTimeout(thread.timer);
    if (thread.task) countBusyThread(-1);
    thread.task = undefined;
    // An idle thread must not keep the program from ending.
    thread.worker.unref();
  }
}

/** The worker beside the bundle, or its TypeScript source beside this one. */
function defaultWorker(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './parse-thread.ts' : './parse-thread.js', import.meta.url);
}

/** A source is TypeScript, which a thread can load only after it has registered the loader itself. */
function startWorker(file: URL, options: WorkerOptions): Worker {
  // What the program was started with (loaders of a test run above all) is not for threads.
  if (!file.pathname.endsWith('.ts')) return new Worker(file, { ...options, execArgv: [] });
  const [loader, source] = [import.meta.resolve('tsx/esm/api'), file.href].map((url) => JSON.stringify(url));
  const code = `import(${loader}).then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(code, { ...options, execArgv: [], eval: true });
}

function failed(source: Source, { step, error, where }: Extract<ThreadAnswer, { kind: 'failed' }>): Parsed {
  const facts = withoutFacts(source, { reason: 'parser-failed', detail: error });
  // Running out of stack is a property of the file (nested by the thousand); everything else is a mistake of ours.
  if (error === 'RangeError') return { facts };
  return { facts, crash: { what: step, path: source.path, detail: where ? `${error} at ${where}` : error } };
}

/** The facts of a file of which nothing is known but why. */
function withoutFacts({ path, kind, stage }: Omit<Source, 'text'>, why: Omit<Notice, 'path'>): FileFacts {
  return {
    path,
    kind,
    stage,
    facts: [],
    exports: new Map(),
    exportAll: [],
    suppressions: [],
    outline: { statements: [], scopes: [], localNames: [], literals: [] },
    notices: [{ path, ...why }],
  };
}
