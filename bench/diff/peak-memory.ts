import { readFileSync, writeFileSync } from 'node:fs';
import { childPids } from './cpu.ts';

function kilobytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}

/**
 * How much more memory than before is resident at most while the work is done, in this process and
 * its children, in MB. Needs `--expose-gc`.
 */
export async function peakMemory(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const base = [process.pid, ...childPids()].map((pid) => {
    // Makes the peak start anew.
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
    return { pid, before: kilobytes(pid, 'VmRSS') };
  });
  await work();
  const added = base.map(({ pid, before }) => kilobytes(pid, 'VmHWM') - before);
  return added.reduce((sum, one) => sum + Math.max(0, one), 0) / 1024;
}
