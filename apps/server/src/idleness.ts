import { cpus } from 'node:os';

/** Of all processors, since the machine was started. Milliseconds. */
function processorTime(): { idle: number; total: number } {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.irq + times.idle;
  }
  return { idle, total };
}

/** @returns Which share of the machine's processor time was idle since this was asked last, from 0 to 1. */
export function watchIdleness(): () => number {
  let last = processorTime();
  return () => {
    const now = processorTime();
    const share = (now.idle - last.idle) / Math.max(1, now.total - last.total);
    last = now;
    return share;
  };
}
