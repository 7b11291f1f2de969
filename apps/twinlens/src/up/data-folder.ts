import { randomBytes } from 'node:crypto';
import { access, constants, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';

/**
 * Makes the folder if need be and answers the secret that server and workers share, which is
 * generated once and stays in the folder, readable by its owner only.
 * @throws TwinlensError `invalid_request` when the folder cannot be written to.
 */
export async function openDataFolder(folder: string): Promise<{ workerToken: string }> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { workerToken: await keepWorkerToken(join(folder, 'worker-token')) };
  } catch (error) {
    const reason = (error as Error).message;
    throw new TwinlensError(
      'invalid_request',
      `the data folder ${folder} is not usable: ${reason}\nMake it writable for this user, or name another one with --data.`,
      { cause: error },
    );
  }
}

async function keepWorkerToken(path: string): Promise<string> {
  const kept = await read(path);
  if (kept !== null) return kept;
  // Linked into place whole: a half-written secret is never seen, and of two starts one wins.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
