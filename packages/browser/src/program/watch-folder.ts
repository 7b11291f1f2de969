import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Between two looks. Milliseconds. */
const lookMs = 1000;

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.map(async (entry) => {
    if (!entry.isFile()) return 0;
    const { blocks } = await stat(join(entry.parentPath, entry.name));
    return blocks * 512;
  });
  // Files come and go meanwhile.
  const found = await Promise.allSettled(sizes);
  return found.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
}

/**
 * Looks after what a browser keeps on the disk.
 * @param folder Its profile.
 * @param maxBytes What it may keep more than when this was called.
 * @param onExceeded Called once, at most.
 * @returns Ends the watch.
 */
export function watchFolder(folder: string, maxBytes: number, onExceeded: () => void): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  const look = async (): Promise<void> => {
    const before = await bytesIn(folder);
    for (;;) {
      await delay(lookMs, undefined, { signal });
      const kept = (await bytesIn(folder).catch(() => before)) - before;
      if (kept <= maxBytes || signal.aborted) continue;
      watching.abort();
      onExceeded();
    }
  };
  look().catch(() => undefined);
  return () => watching.abort();
}
