/** The folder of backups: one folder for each, and the objects of all of them by what is in them. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import { writeSynced } from '@twinlens/visual-tests';
import { readLines } from './lines.ts';
import { type KeptObject, type Manifest, readKeptObject, readManifest } from './manifest.ts';

/** No backup takes so long between two files. Milliseconds. */
const abandonedMs = 24 * 60 * 60 * 1000;

const nameOfBackup = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z$/;

export const keyFile = 'installation.key';
export const manifestFile = 'manifest.json';

/** The name of a backup taken now; names are in order. */
export const backupName = (takenAt: Date) => takenAt.toISOString().replaceAll(/[:.]/g, '-');

/** Removes what backups have left that were ended long ago, before they were finished. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^\d{4}-.*Z\.part$/.test(name)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > abandonedMs) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

/** Names of the finished backups, oldest first. */
export async function listBackups(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => nameOfBackup.test(name)).sort();
}

export interface OpenBackup {
  name: string;
  path: string;
  manifest: Manifest;
}

/**
 * @param name of one; null for the newest
 * @throws TwinlensError `not_found`
 */
export async function openBackup(folder: string, name: string | null): Promise<OpenBackup> {
  const names = await listBackups(folder);
  const wanted = name ?? names.at(-1);
  if (wanted === undefined) {
    throw new TwinlensError('not_found', `there is no backup in ${folder}`);
  }
  if (!names.includes(wanted)) {
    throw new TwinlensError(
      'not_found',
      `there is no backup ${wanted} in ${folder}; there are: ${names.join(', ')}`,
    );
  }
  const path = join(folder, wanted);
  return {
    name: wanted,
    path,
    manifest: readManifest(await readFile(join(path, manifestFile), 'utf8')),
  };
}

export async function* readObjectList(
  path: string,
  { objects }: Manifest,
): AsyncIterable<KeptObject> {
  for await (const line of readLines(path, objects)) yield readKeptObject(line);
}

const pathOf = (folder: string, sha256: string) =>
  join(folder, 'objects', sha256.slice(0, 2), sha256);

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export const hasBytes = (folder: string, { sha256, size }: KeptObject): Promise<boolean> =>
  stat(pathOf(folder, sha256)).then(
    (found) => found.size === size,
    () => false,
  );

/** @returns the hash they are kept by */
export async function keepBytes(folder: string, bytes: Uint8Array): Promise<string> {
  const sha256 = hashOf(bytes);
  const path = pathOf(folder, sha256);
  const known = await stat(path).catch(() => null);
  // What is there by that name and has another length was damaged since.
  if (known?.size === bytes.length) return sha256;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
  await writeSynced(draft, bytes, 0o600);
  await rename(draft, path);
  return sha256;
}

/** @throws TwinlensError `invalid_request` where they are gone or damaged */
export async function readBytes(folder: string, { sha256, name }: KeptObject): Promise<Uint8Array> {
  const path = pathOf(folder, sha256);
  const bytes = await readFile(path).catch((cause) => {
    throw new TwinlensError('invalid_request', `${path} (${name}) cannot be read`, { cause });
  });
  if (hashOf(bytes) === sha256) return bytes;
  throw new TwinlensError('invalid_request', `${path} (${name}) is damaged`);
}
