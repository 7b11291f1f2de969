import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Profiles of programs that were killed. The age guards those of programs this one cannot see. */
async function removeAbandoned(cache: string): Promise<void> {
  const hour = 3_600_000;
  for (const name of await readdir(cache)) {
    const owner = /^profile-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    const path = join(cache, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > hour) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Makes an empty folder for the files of one browser process, to be thrown away with it.
 * @param cache Folder it is made in; those that were left there by programs that are gone are removed.
 */
export async function makeProfile(cache: string): Promise<string> {
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const profile = join(cache, `profile-${process.pid}-${randomUUID()}`);
  await mkdir(profile, { mode: 0o700 });
  return profile;
}

/** Helper processes may write for a moment after the main one has gone. */
export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
