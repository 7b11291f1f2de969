import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { CdpSession } from '../cdp/connection.ts';

/** Between two looks. What a page can fill meanwhile comes on top of its limit. Milliseconds. */
const lookMs = 250;

/**
 * The browser's own process draws, and keeps what pages have for WebGL: it may use so many times what
 * a page may. Measured: 1.25 GB for a picture of 60 million pixels.
 */
const drawingShare = 2;

interface Process {
  type: string;
  id: number;
}

/** Memory of a process that is really there; none where the process has gone. Bytes. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Memory of processes together, in bytes. */
async function sumOf(processes: Process[]): Promise<number> {
  const sizes = await Promise.all(processes.map(({ id }) => residentBytes(id)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Looks after the memory of a browser, from outside: a page that grows without end answers nobody.
 * The looks are also how a browser that no longer answers is noticed while a page waits for it.
 * @param root The browser itself.
 * @param maxBytes What everything but the browser's own process may use.
 * @param onExceeded Called once, at most.
 * @returns Ends the watch.
 */
export function watchMemory(root: CdpSession, maxBytes: number, onExceeded: () => void) {
  const watching = new AbortController();
  const { signal } = watching;
  const look = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(lookMs, undefined, { signal });
      const { processInfo } = await root.send('SystemInfo.getProcessInfo');
      const processes = processInfo as Process[];
      const drawing = await sumOf(processes.filter(({ type }) => type === 'browser'));
      const others = await sumOf(processes.filter(({ type }) => type !== 'browser'));
      const exceeded = others > maxBytes || drawing > drawingShare * maxBytes;
      if (!exceeded || signal.aborted) continue;
      watching.abort();
      onExceeded();
    }
  };
  // Ends as well where there is no browser to look at any more.
  look().catch(() => undefined);
  return () => watching.abort();
}
