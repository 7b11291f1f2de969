import { randomBytes } from 'node:crypto';
import { glob, mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoreName } from './store.ts';

/** What the copies may take, but for those that were used just now. Bytes. */
const mostBytes = 1024 ** 3;

/** A copy that was used within this time may still be read by somebody. Milliseconds. */
const inUseMs = 10 * 60 * 1000;

/** How much is copied between two looks at what there is. Bytes. */
const lookAgainBytes = mostBytes / 16;

export interface LocalCopies {
  /**
   * The file of an object, which is fetched unless there is a copy.
   * @returns null where there is no such object
   */
  find(name: StoreName, fetch: () => Promise<Uint8Array | null>): Promise<string | null>;
  /** Forgets the copy of an object that has been replaced. */
  forget(name: StoreName): Promise<void>;
}

/** Copies of remote objects on the disk of this server, the least recently used of which go when there are too many. */
export function openLocalCopies(folder: string): LocalCopies {
  const fetching = new Map<StoreName, Promise<string | null>>();
  let copied = 0;

  async function copy(
    name: StoreName,
    fetch: () => Promise<Uint8Array | null>,
  ): Promise<string | null> {
    const path = join(folder, name);
    const now = new Date();
    const isThere = await utimes(path, now, now).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
    const bytes = await fetch();
    if (bytes === null) return null;
    const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, bytes, { flag: 'wx' });
    await rename(draft, path);
    copied += bytes.length;
    if (copied > lookAgainBytes) {
      copied = 0;
      await removeLeastUsed(folder);
    }
    return path;
  }

  return {
    find(name, fetch) {
      const known = fetching.get(name);
      if (known !== undefined) return known;
      const found = copy(name, fetch).finally(() => fetching.delete(name));
      fetching.set(name, found);
      return found;
    },
    forget: (name) => rm(join(folder, name), { force: true }),
  };
}

async function removeLeastUsed(folder: string): Promise<void> {
  const files: { path: string; size: number; usedAt: number }[] = [];
  for await (const name of glob('**', { cwd: folder })) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.push({ path, size: found.size, usedAt: found.mtimeMs });
  }
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  const before = Date.now() - inUseMs;
  for (const { path, size, usedAt } of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= mostBytes || usedAt > before) return;
    await rm(path, { force: true });
    bytes -= size;
  }
}
