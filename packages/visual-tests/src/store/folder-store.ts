import { randomBytes } from 'node:crypto';
import { glob, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { readPart } from './read-part.ts';
import { openStaging } from './staging.ts';
import type { Store, StoredObject, StoreName } from './store.ts';
import { syncFolder, writeSynced } from './write-file.ts';

async function moveIntoPlace(path: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await rename(path, target);
  await syncFolder(dirname(target));
}

/** @returns whether there was nothing of that name */
async function linkIntoPlace(path: string, target: string): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  try {
    await link(path, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await syncFolder(dirname(target));
  return true;
}

async function* listFiles(folder: string): AsyncIterable<StoredObject> {
  for await (const name of glob('**', { cwd: folder, exclude: (path) => path === 'staging' })) {
    // A file that was replaced while it was looked at is a file; one that has gone is none.
    const found = await stat(join(folder, name)).catch(() => null);
    if (!found?.isFile()) continue;
    const { size, mtimeMs } = found;
    yield { name: name.replaceAll(sep, '/') as StoreName, size, version: String(mtimeMs) };
  }
}

/**
 * A store of plain files. An object is written in the staging folder and appears under its name only
 * once all of it is on the disk; what a crash leaves there is removed by a later start.
 */
export async function openFolderStore(folder: string): Promise<Store> {
  const stagingFolder = join(folder, 'staging');
  await openStaging(stagingFolder);
  const newStagingPath = () => join(stagingFolder, randomBytes(16).toString('hex'));
  return {
    stagingFolder,
    async put(name, bytes) {
      const path = newStagingPath();
      try {
        await writeSynced(path, bytes, 0o644);
        await moveIntoPlace(path, join(folder, name));
      } finally {
        await rm(path, { force: true });
      }
    },
    async create(name, bytes) {
      const path = newStagingPath();
      const target = join(folder, name);
      try {
        await writeSynced(path, bytes, 0o644);
        return await linkIntoPlace(path, target);
      } finally {
        await rm(path, { force: true });
      }
    },
    async adopt(name, path) {
      const file = await open(path, 'r');
      await file.sync().finally(() => file.close());
      await moveIntoPlace(path, join(folder, name));
    },
    async get(name) {
      try {
        return await readFile(join(folder, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    read: (name, offset, length) => readPart(join(folder, name), offset, length),
    fileOf: async (name) => join(folder, name),
    list: () => listFiles(folder),
    async check() {
      const path = newStagingPath();
      const file = await open(path, 'wx');
      await file.close();
      await rm(path);
    },
  };
}
