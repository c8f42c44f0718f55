// Preloaded into a measured process: leaves its peak memory and the time of its processors in the file PROBE_FILE names.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const STATUS = '/proc/self/status';
// Threads preload this, too; the figures of the main thread are those of the whole process.
if (isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    // On Linux maxRSS begins with that of the process that started this one; VmHWM belongs to this one alone.
    const peak = existsSync(STATUS) ? /VmHWM:\s+(\d+)/.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined;
    const usage = { megabytes: Number(peak ?? maxRSS) / 1024, cpu: (userCPUTime + systemCPUTime) / 1000 };
    writeFileSync(process.env.PROBE_FILE, JSON.stringify(usage));
  });
}
