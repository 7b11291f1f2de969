import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import { createFile } from './store/write-file.ts';

const keyBytes = 32;

/** Where the key lies. */
export const installationKeyPath = (dataFolder: string) => join(dataFolder, 'installation.key');

/**
 * Reads the key of the installation from the data folder and makes one at the first start. Whoever
 * has it can read sealed secrets: back it up, apart from the database.
 *
 * @throws TwinlensError `unavailable` when the file is damaged.
 */
export async function readInstallationKey(dataFolder: string): Promise<Uint8Array> {
  const path = installationKeyPath(dataFolder);
  // Several servers may start together on one folder: the first to write wins, all read the same.
  await createFile(path, randomBytes(keyBytes));
  const key = await readFile(path);
  if (key.length !== keyBytes) {
    throw new TwinlensError(
      'unavailable',
      `${path} has ${key.length} bytes instead of ${keyBytes}: restore it from your backup`,
    );
  }
  return key;
}

/** A key for one purpose, so that what is made for one cannot be passed off for another. */
export function deriveKey(installationKey: Uint8Array, purpose: string): Uint8Array {
  return createHmac('sha256', installationKey).update(`twinlens ${purpose}`).digest();
}
