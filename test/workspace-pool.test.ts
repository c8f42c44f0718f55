/** Threads that parse: each file within a time limit that really ends it, and nothing of a file stops the others. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { Pool } from '../server/workspace/pool.ts';
import type { Value } from '../server/model/value.ts';
import type { Source } from '../server/model/source.ts';
import { temporaryProjects } from './temporary-project.ts';

const { temporaryProject, removeTemporaryProjects } = temporaryProjects();

const source = (path: string, text = ''): Source => ({ path, text, kind: 'main', stage: 'unknown' });

/** A worker whose "parser" does what the text of the file says. */
const WORKER = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ path, text }) => {
  if (text === 'endless') for (;;);
  if (text === 'slow') {
    const used = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
    for (const end = used() + 100; used() < end; );
  }
  if (text === 'silent') return;
  if (text === 'exit') process.exit(3);
  if (text === 'throw') throw new Error('passwort1234');
  if (text === 'failed') return parentPort.postMessage({ kind: 'failed', step: 'extract', error: 'TypeError', where: 'values.ts:12' });
  if (text === 'deep') return parentPort.postMessage({ kind: 'failed', step: 'extract', error: 'RangeError', where: 'values.ts:12' });
  parentPort.postMessage({ kind: 'facts', facts: { path, thread: threadId, exports: new Map([['text', text]]), notices: [] } });
});
parentPort.postMessage({ kind: 'ready' });
`;

function workerOf(code: string): URL {
  const { root } = temporaryProject({ 'worker.mjs': code });
  return pathToFileURL(join(root, 'worker.mjs'));
}

describe('threads that parse', () => {
  const pools: Pool[] = [];
  const poolOf = (code: string, options: ConstructorParameters<typeof Pool>[0] = {}): Pool => {
    const pool = new Pool({ worker: workerOf(code), ...options });
    pools.push(pool);
    return pool;
  };
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
    removeTemporaryProjects();
  });

  it('give the facts of the real parser, Maps included', async () => {
    const pool = new Pool({ threads: 1 });
    pools.push(pool);
    const { facts, crash } = await pool.parse(source('a.ts', "export const amt = 'Bürgerbüro';"));
    assert.equal(crash, undefined);
    assert.ok(facts.exports instanceof Map);
    const value = facts.exports.get('amt') as Value | undefined;
    assert.equal(value?.kind === 'known' && value.value, 'Bürgerbüro');
  });

  it('a parse that never ends is ended; the file is named and the others go on', async () => {
    const pool = poolOf(WORKER, { threads: 2, timeLimit: 100 });
    const paths = Array.from({ length: 40 }, (_, i) => `datei-${i}.ts`);
    const all = await Promise.all(
      paths.map((path, i) => pool.parse(source(path, i === 7 || i === 20 ? 'endless' : ''))),
    );
    assert.deepEqual(
      all.map(({ facts }) => facts.path),
      paths,
    );
    assert.deepEqual(
      all.flatMap(({ facts }) => facts.notices),
      [7, 20].map((i) => ({ path: `datei-${i}.ts`, reason: 'time-limit', detail: '100 ms' })),
    );
  });

  it('a file that was merely unlucky gets a second try', async () => {
    const { root } = temporaryProject();
    const once = `import { existsSync, writeFileSync } from 'node:fs';
      const mark = ${JSON.stringify(join(root, 'mark'))};
      ${WORKER.replace("if (text === 'endless')", "const isFirst = !existsSync(mark); writeFileSync(mark, ''); if (isFirst)")}`;
    const { facts } = await poolOf(once, { timeLimit: 100 }).parse(source('a.ts'));
    assert.deepEqual(facts.notices, []);
  });

  it('a busy machine is not held against a file; what never ends is ended there, too', async () => {
    const burn = `const { Worker } = require('node:worker_threads');
      for (let i = 0; i < ${6 * availableParallelism()}; i++) new Worker('for (;;);', { eval: true });
      process.stdout.write('x');`;
    const burner = spawn(process.execPath, ['-e', burn], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(burner.stdout, 'data');
      const pool = poolOf(WORKER, { threads: 1, timeLimit: 300 });
      const start = performance.now();
      assert.deepEqual((await pool.parse(source('langsam.ts', 'slow'))).facts.notices, []);
      assert.ok(performance.now() - start > 300, 'the machine is busy enough');
      const endless = await poolOf(WORKER, { threads: 1, timeLimit: 20 }).parse(source('endlos.ts', 'endless'));
      assert.deepEqual(endless.facts.notices, [{ path: 'endlos.ts', reason: 'time-limit', detail: '20 ms' }]);
    } finally {
      burner.kill('SIGKILL');
    }
  });

  it('a thread that waits for something that never comes is ended', async () => {
    const pool = poolOf(WORKER, { threads: 1, timeLimit: 10 });
    const { facts } = await pool.parse(source('wartet.ts', 'silent'));
    assert.deepEqual(facts.notices, [{ path: 'wartet.ts', reason: 'time-limit', detail: '10 ms' }]);
  });

  it('the time starts when the thread is ready, not when it is started', async () => {
    const slow = `const end = Date.now() + 400; while (Date.now() < end);\n`;
    const { facts } = await poolOf(`import 'node:fs';${slow}${WORKER}`, { timeLimit: 150 }).parse(source('a.ts'));
    assert.deepEqual(facts.notices, []);
  });

  it('an answer that waits while the program itself is busy still counts', async () => {
    const pool = poolOf(WORKER, { threads: 1, timeLimit: 100 });
    const threadOf = async (path: string): Promise<unknown> =>
      ((await pool.parse(source(path))).facts as unknown as { thread: number }).thread;
    const thread = await threadOf('warm.ts');
    // In this phase of the event loop, because timers that are due come right after it, before any message.
    const answer = await new Promise<Promise<unknown>[]>((resolve) => {
      setImmediate(() => {
        resolve([threadOf('a.ts')]);
        const end = performance.now() + 300;
        while (performance.now() < end);
      });
    });
    assert.deepEqual(await Promise.all(answer), [thread]);
  });

  it('one thread stays when there is nothing to do, and further ones come back with work', async () => {
    const pool = poolOf(WORKER, { threads: 2, rest: 20 });
    const parseMany = (): Promise<unknown> =>
      Promise.all(Array.from({ length: 40 }, (_, i) => pool.parse(source(`${i}.ts`))));
    for (let round = 0; round < 2; round++) {
      const parsed = parseMany();
      assert.ok(pool.size > 0);
      await parsed;
      while (pool.size !== 1) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it('a thread that dies takes only its file with it', async () => {
    const pool = poolOf(WORKER, { threads: 1, timeLimit: 20_000 });
    for (const [text, detail] of [
      ['exit', 'exit'],
      ['throw', 'Error'],
    ] as const) {
      const { facts } = await pool.parse(source('a.ts', text));
      assert.deepEqual(facts.notices, [{ path: 'a.ts', reason: 'parser-failed', detail }]);
    }
    assert.deepEqual((await pool.parse(source('b.ts'))).facts.notices, []);
  });

  it('a mistake of ours is a crash with its place; a file nested too deeply is not', async () => {
    const pool = poolOf(WORKER);
    const failed = await pool.parse(source('a.ts', 'failed'));
    assert.deepEqual(failed.crash, { what: 'extract', path: 'a.ts', detail: 'TypeError at values.ts:12' });
    assert.deepEqual(failed.facts.notices, [{ path: 'a.ts', reason: 'parser-failed', detail: 'TypeError' }]);
    const deep = await pool.parse(source('a.ts', 'deep'));
    assert.equal(deep.crash, undefined);
    assert.deepEqual(deep.facts.notices, [{ path: 'a.ts', reason: 'parser-failed', detail: 'RangeError' }]);
  });

  it('a worker that cannot start is a crash for every file, soon', async () => {
    const pool = poolOf("throw new TypeError('nie bereit');");
    const all = await Promise.all(Array.from({ length: 50 }, (_, i) => pool.parse(source(`${i}.ts`))));
    for (const { crash } of all)
      assert.deepEqual(crash && { ...crash, path: '' }, {
        what: 'parse',
        path: '',
        detail: 'thread not started: TypeError',
      });
  });

  it('dispose rejects what waits and ends what runs', async () => {
    const pool = poolOf(WORKER, { threads: 1, timeLimit: 20_000 });
    const waiting = [pool.parse(source('a.ts', 'endless')), pool.parse(source('b.ts'))];
    const settled = Promise.allSettled(waiting);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await pool.dispose();
    assert.deepEqual(
      (await settled).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await assert.rejects(pool.parse(source('c.ts')));
  });
});
