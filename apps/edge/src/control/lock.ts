import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TwinlensError } from '@twinlens/contract';

const sqliteBusy = 5;

/**
 * Makes this process the only controller of a folder, until it ends in any way: the operating system
 * holds the lock, through SQLite, as Node has no file locks of its own.
 * @throws TwinlensError `conflict` when another one has it.
 */
export function lockFolder(folder: string): { release(): void } {
  const file = new DatabaseSync(join(folder, 'in-use.lock'), { timeout: 0 });
  try {
    file.exec('begin exclusive');
  } catch (cause) {
    file.close();
    if ((cause as { errcode?: number }).errcode !== sqliteBusy) throw cause;
    throw new TwinlensError('conflict', `another controller runs the edge of ${folder}`, { cause });
  }
  return { release: () => file.close() };
}
