import { statfs } from 'node:fs/promises';

/** What has to be left of the machine for a capture, in bytes. */
export interface Reserve {
  disk: number;
  memory: number;
}

/** Profiles of browsers and packages in memory: less than this, and captures begin to fail. */
export const defaultReserve: Reserve = { disk: 500 * 2 ** 20, memory: 200 * 2 ** 20 };

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/**
 * What the machine is short of, for people to read; null while there is enough.
 * @param cache The folder browsers are unpacked in and have their profiles.
 */
export async function findShortage(cache: string, reserve: Reserve): Promise<string | null> {
  const { bavail, bsize } = await statfs(cache);
  const disk = bavail * bsize;
  if (disk < reserve.disk)
    return `only ${megabytes(disk)} of disk are left, and ${megabytes(reserve.disk)} are needed`;
  const memory = process.availableMemory();
  if (memory < reserve.memory)
    return `only ${megabytes(memory)} of memory are left, and ${megabytes(reserve.memory)} are needed`;
  return null;
}
