import { type LeaseServer, spawnWorker } from '../lease-server.ts';
import { makePackage } from '../packages/package.ts';
import { median } from './median.ts';
import { workOf } from './work.ts';

/**
 * Milliseconds from starting a worker process, its browser already unpacked, until the first picture
 * is at the server, which has work from the start: the median of some.
 */
export async function measureColdStart(server: LeaseServer, times: number): Promise<number> {
  const small = makePackage('small');
  const durations: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const uploaded = server.nextUpload();
    const began = performance.now();
    const captured = server.capture(workOf(small, 1));
    const worker = spawnWorker(server);
    await uploaded;
    durations.push(performance.now() - began);
    await captured;
    await worker.stop();
  }
  return Math.round(median(durations));
}
