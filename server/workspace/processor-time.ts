/**
 * Processor time that a busy thread has had, as far as Node tells: what all threads of the process used, in equal shares.
 * On a machine with other work to do this clock goes slower than the wall's, so that waiting is not held against a file.
 */
import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** Threads that work on something, besides the main thread. */
let busy = 0;
/** Milliseconds that a thread would have had if it had been busy since the start of the process. */
let share = 0;
let used = 0;
let utilization: EventLoopUtilization | undefined;
/** Asking costs as much as reading a small file, and hundreds of these are done within a second. */
const SOONEST = 10;
let asked = -SOONEST;

/** Milliseconds on a clock that is there to be compared with itself, to within ten. */
export function processorTime(): number {
  if (performance.now() - asked < SOONEST) return share;
  asked = performance.now();
  const { user, system } = process.cpuUsage();
  const total = (user + system) / 1000;
  const now = performance.eventLoopUtilization();
  // The main thread has its share as far as it was busy itself.
  const main = performance.eventLoopUtilization(now, utilization).utilization;
  share += (total - used) / Math.max(1, busy + main);
  used = total;
  utilization = now;
  return share;
}

/** A thread begins to work (1) or has ended (-1). Returns the time it is now. */
export function countBusyThread(change: 1 | -1): number {
  const now = processorTime();
  busy += change;
  return now;
}
