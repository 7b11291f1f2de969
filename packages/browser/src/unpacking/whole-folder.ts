import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders of unpackings that were interrupted; the age protects those still going on. */
async function removeAbandoned(cache: string): Promise<void> {
  const hour = 3_600_000;
  for (const name of await readdir(cache)) {
    if (!name.startsWith('unpacking-')) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > hour) await rm(path, { recursive: true, force: true });
  }
}

async function make(
  cache: string,
  name: string,
  fill: (staging: string, folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cache, name);
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  if (there) return folder;

  await mkdir(cache, { recursive: true, mode: 0o700 });
  await removeAbandoned(cache);
  const staging = join(cache, `unpacking-${randomUUID()}`);
  await mkdir(staging, { mode: 0o700 });
  try {
    await fill(staging, folder);
    await rename(staging, folder).catch(async (error: NodeJS.ErrnoException) => {
      const another = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
      if (!another) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

/** What this process is at: browsers started side by side wait for one. */
const ongoing = new Map<string, Promise<string>>();

/**
 * Answers a folder of the cache, filled unless it is there. Any number of processes may do so at
 * once, and any may be killed half way: the folder appears complete, by one rename, or not at all.
 * @param cache Created if missing.
 * @param name Says what is in the folder, version included: what is there is never looked into.
 * @param fill Fills `staging`, which becomes `folder`.
 */
export function wholeFolder(
  cache: string,
  name: string,
  fill: (staging: string, folder: string) => Promise<void>,
): Promise<string> {
  const key = join(cache, name);
  const making = ongoing.get(key) ?? make(cache, name, fill).finally(() => ongoing.delete(key));
  ongoing.set(key, making);
  return making;
}
