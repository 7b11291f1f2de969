import { statfs } from 'node:fs/promises';

/** Where Linux keeps memory that processes share. */
const folder = '/dev/shm';

/**
 * Room there has to be for a browser, in bytes: what a page may use. Containers commonly have 64 MB
 * there, and whoever writes where there is no more room is killed.
 */
const enoughBytes = 2 * 2 ** 30;

/**
 * Whether the processes of a browser can share pictures in memory. Files on a disk are the other way:
 * measured, they cost 1 ms more for each small example, and 2 for others.
 */
export async function canShareMemory(): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize >= enoughBytes;
}
