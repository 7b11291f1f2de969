import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Store } from './store.ts';
import { replaceFile, syncFolder } from './write-file.ts';

/**
 * A store of plain files. An object appears under its name only once all of it is on the disk, so a
 * crash leaves at most a `.part` file nobody reads.
 */
export async function openFolderStore(folder: string): Promise<Store> {
  const stagingFolder = join(folder, 'staging');
  await mkdir(stagingFolder, { recursive: true });
  return {
    stagingFolder,
    put: (name, bytes) => replaceFile(join(folder, name), bytes),
    async adopt(name, path) {
      const target = join(folder, name);
      await mkdir(dirname(target), { recursive: true });
      const file = await open(path, 'r');
      await file.sync().finally(() => file.close());
      await rename(path, target);
      await syncFolder(dirname(target));
    },
    async get(name) {
      try {
        return await readFile(join(folder, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async check() {
      const probe = join(stagingFolder, `check-${randomBytes(6).toString('hex')}`);
      const file = await open(probe, 'wx');
      await file.close();
      await rm(probe);
    },
  };
}
