/** Readers who ask again as soon as they are answered, and what they cost. */
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';

/** Seconds of processor time a process has used (proc(5)); the kernel counts in hundredths. */
function processorSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export interface LoadResult {
  requests: number;
  failed: number;
  perSecond: number;
  /** Of the program, kernel included. Microseconds. */
  processorMicros: number;
}

export async function load(
  url: string,
  pid: number,
  { seconds, readers }: { seconds: number; readers: number },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const end = performance.now() + seconds * 1000;
  const before = processorSeconds(pid);
  const started = performance.now();
  let requests = 0;
  let failed = 0;
  const ask = () =>
    new Promise<void>((done) => {
      get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
        if (response.statusCode !== 200) failed += 1;
        response.resume().once('close', done);
      }).once('error', () => {
        failed += 1;
        done();
      });
    });
  const reader = async () => {
    while (performance.now() < end) {
      await ask();
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  return {
    requests,
    failed,
    perSecond: requests / took,
    processorMicros: ((processorSeconds(pid) - before) * 1e6) / requests,
  };
}
