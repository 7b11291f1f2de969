import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in staging for longer was left by a process that is gone. Milliseconds. */
const abandonedMs = 60 * 60 * 1000;

/** Makes the folder for what is on its way in, and removes what a crash has left there. */
export async function openStaging(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Another server may be finishing with it at this moment.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > abandonedMs) await rm(path, { force: true });
  }
}
