import { setTimeout as delay } from 'node:timers/promises';
import { type LeaseServer, startWorker } from '../lease-server.ts';
import type { BenchPackage } from '../packages/package.ts';
import { memoryOf } from '../process-tree.ts';
import { median } from './median.ts';
import { workOf } from './work.ts';

/** Resident memory of a worker and its browsers in MB (PSS). */
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

/** Has a worker capture the package on one page, and on several at once. */
export async function measureMemory(server: LeaseServer, made: BenchPackage): Promise<Memory> {
  const worker = await startWorker(server);
  const [whole] = workOf(made, 1);
  if (!whole) throw new Error('there is nothing to capture');
  const capture = (count: number) => server.capture(Array.from({ length: count }, () => whole));
  try {
    await capture(pages);
    const idle = await memoryOf(worker.pid);
    const one = await memoryDuring(worker.pid, capture(1));
    const several = await memoryDuring(worker.pid, capture(pages));
    return {
      idle: Math.round(idle),
      onePage: Math.round(one),
      perPage: Math.round((several - one) / (pages - 1)),
    };
  } finally {
    await worker.stop();
  }
}
