/** Ten thousand findings: no task of the page keeps its user waiting while rows are filtered and scrolled. */
import assert from 'node:assert/strict';
import { opened } from './opened.ts';
import { enlarged } from './sample.ts';

/** Milliseconds of a processor; a task that takes longer is felt. */
const LONGEST = 50;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the clock, and of a processor: what else the machine does is not counted. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

describe('panel: ten thousand findings', () => {
  const { open, browser, review } = opened();

  it('are filtered, sorted, grouped and scrolled without a long task', async () => {
    const { page } = await open({ shown: enlarged(review(), 10_000) });
    await page.getByText('10000 Befunde').waitFor();
    assert.ok((await page.locator('.grid-body .grid-row').count()) < 60, 'only rows in sight are drawn');
    await page.getByText('Weitere Filter').click();
    await browser().startTracing(page, {
      categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'],
    });
    await page.evaluate('performance.mark("begin")');
    await page.getByLabel('Suchen').pressSequentially('zertifikat prod');
    await page.getByLabel('Suchen').fill('');
    await page.getByLabel('Kategorie').selectOption('encryption');
    await page.getByLabel('Kategorie').selectOption('');
    await page.getByLabel('Datei', { exact: true }).pressSequentially('abteilung-7');
    await page.getByLabel('Datei', { exact: true }).fill('');
    await page.getByRole('columnheader', { name: 'Stelle' }).getByRole('button').click();
    await page.getByLabel('Gruppieren').selectOption('path');
    await page.getByLabel('Gruppieren').selectOption('none');
    await page.getByRole('grid').hover();
    for (let wheel = 0; wheel < 30; wheel++) await page.mouse.wheel(0, 4000);
    await page.getByRole('grid').press('End');
    await page.getByRole('grid').press('Home');
    const trace = JSON.parse((await browser().stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] };
    const mark = trace.traceEvents.find(({ name }) => name === 'begin');
    assert.ok(mark, 'the trace holds the page');
    const tasks = trace.traceEvents.filter(
      ({ name, pid, tid, ts }) => name === 'RunTask' && pid === mark.pid && tid === mark.tid && ts > mark.ts,
    );
    assert.ok(tasks.length > 100, `${String(tasks.length)} tasks`);
    const longest = Math.max(...tasks.map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000));
    console.log(`      longest task: ${longest.toFixed(1)} ms of a processor`);
    assert.ok(longest <= LONGEST, `the longest task took ${longest.toFixed(1)} ms`);
  });
});
