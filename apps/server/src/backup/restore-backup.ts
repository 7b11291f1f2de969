import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import {
  createFile,
  type DatabaseSnapshot,
  requireEmptyDatabase,
  restoreDatabase,
  type StoreName,
} from '@twinlens/visual-tests';
import type { Storage } from '../storage.ts';
import { keyFile, type OpenBackup, readBytes, readObjectList } from './folder.ts';
import { readLines } from './lines.ts';
import type { Manifest } from './manifest.ts';
import { sideBySide } from './side-by-side.ts';

interface RestoreOptions {
  folder: string;
  backup: OpenBackup;
  /** The key of the installation, or where it is to lie. */
  key: Uint8Array | { path: string };
}

/**
 * Makes an empty store and an empty database what they were. Objects come first and the database, in one
 * transaction, last: until then there is nothing a server would start on.
 *
 * @throws TwinlensError `conflict` where something is there already
 */
export async function restoreBackup(
  { db, store }: Pick<Storage, 'db' | 'store'>,
  { folder, backup, key }: RestoreOptions,
): Promise<{ rows: number; objects: number }> {
  const { path, manifest } = backup;
  await requireEmptyDatabase(db);
  for await (const _ of store.list()) {
    throw new TwinlensError(
      'conflict',
      'the store is not empty, and nothing is restored over what is there: name an empty one',
    );
  }
  if ('path' in key) await restoreKey(path, manifest, key.path);
  else await requireKey(path, manifest, key);
  await sideBySide(readObjectList(path, manifest), async (object) => {
    await store.put(object.name as StoreName, await readBytes(folder, object));
  });
  await restoreDatabase(db, snapshotOf(path, manifest));
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows.lines, 0);
  return { rows, objects: manifest.objects.lines };
}

async function restoreKey(path: string, { hasKey }: Manifest, keyPath: string): Promise<void> {
  if (!hasKey) {
    throw new TwinlensError(
      'invalid_request',
      'the backup is of an installation whose key was in TWINLENS_INSTALLATION_KEY: set it to that key',
    );
  }
  const key = await readFile(join(path, keyFile));
  if ((await createFile(keyPath, key)) || key.equals(await readFile(keyPath))) return;
  throw new TwinlensError(
    'conflict',
    `${keyPath} is the key of another installation, and nothing is restored over it: name an empty folder`,
  );
}

async function requireKey(path: string, { hasKey }: Manifest, key: Uint8Array): Promise<void> {
  if (!hasKey || (await readFile(join(path, keyFile))).equals(key)) return;
  throw new TwinlensError(
    'conflict',
    'TWINLENS_INSTALLATION_KEY is not the key of the installation that was backed up: set it to that, in hex',
  );
}

function snapshotOf(path: string, { version, tables, sequences }: Manifest): DatabaseSnapshot {
  const lines = new Map(tables.map(({ name, rows }) => [name, rows]));
  return {
    version,
    sequences,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    async *rowsOf({ name }) {
      const rows = lines.get(name);
      if (rows === undefined) return;
      for await (const line of readLines(path, rows)) yield String(JSON.parse(line));
    },
  };
}
