import { LeaseServer, spawnWorker } from '../lease-server.ts';
import { makePackage } from '../packages/package.ts';
import { workOf } from '../work.ts';
import { median } from './median.ts';

/**
 * Milliseconds from starting a worker process, its browser already unpacked, until the first picture
 * is at the server, which has work from the start: the median of some.
 */
export async function measureColdStart(times: number): Promise<number> {
  const made = makePackage('small', { every: 10 });
  const server = new LeaseServer();
  await server.start();
  const durations: number[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      const captured = server.capture(workOf(made, 1));
      const began = performance.now();
      const worker = spawnWorker(server);
      await server.nextUpload();
      durations.push(performance.now() - began);
      await captured;
      await worker.stop();
    }
  } finally {
    server.stop();
  }
  return Math.round(median(durations));
}
