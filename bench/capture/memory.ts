import { setTimeout as delay } from 'node:timers/promises';
import { memoryOf } from '../process-tree.ts';
import { median } from './median.ts';

/** Resident memory of a process and its browsers in MB, what they share counted once. */
export interface Memory {
  /** Waiting for work, after its first captures. */
  idle: number;
  onePage: number;
  /** What each further page at work adds. */
  perPage: number;
}

const pages = 4;
const sampleMs = 250;

/** The middle of what is resident while the work is done. */
async function memoryDuring(pid: number, work: Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  while (!done) {
    samples.push(await memoryOf(pid));
    await Promise.race([delay(sampleMs), finished]);
  }
  await finished;
  return median(samples);
}

/**
 * Measures one page at work, and several at once.
 * @param capture Captures on so many pages at once.
 */
export async function measureMemory(
  pid: number,
  capture: (pages: number) => Promise<unknown>,
): Promise<Memory> {
  await capture(pages);
  const idle = await memoryOf(pid);
  const one = await memoryDuring(pid, capture(1));
  const several = await memoryDuring(pid, capture(pages));
  return {
    idle: Math.round(idle),
    onePage: Math.round(one),
    perPage: Math.round((several - one) / (pages - 1)),
  };
}
