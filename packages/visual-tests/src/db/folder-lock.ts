import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TwinlensError } from '@twinlens/contract';

export interface FolderLock {
  release(): void;
}

const sqliteBusy = 5;

/**
 * Makes this process the only one that uses a folder. The operating system holds the lock (through
 * SQLite, as Node has no file locks of its own) and frees it however the process ends, so there is
 * no stale lock to clean up and no process id to mistake for another's.
 *
 * @throws TwinlensError `conflict` when another process has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const file = new DatabaseSync(join(folder, 'in-use.lock'), { timeout: 0 });
  try {
    file.exec('begin exclusive');
  } catch (cause) {
    file.close();
    if ((cause as { errcode?: number }).errcode !== sqliteBusy) throw cause;
    throw new TwinlensError(
      'conflict',
      `${folder} is in use by another Twinlens server: stop that one, or name another folder`,
      { cause },
    );
  }
  return { release: () => file.close() };
}
