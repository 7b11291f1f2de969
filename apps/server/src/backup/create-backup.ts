import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DatabaseSnapshot,
  isMadeAgain,
  readSnapshot,
  writeSynced,
} from '@twinlens/visual-tests';
import type { Storage } from '../storage.ts';
import {
  backupName,
  hasBytes,
  keepBytes,
  keyFile,
  listBackups,
  manifestFile,
  openBackup,
  readObjectList,
  removeAbandoned,
} from './folder.ts';
import { writeLines } from './lines.ts';
import type { KeptObject, Manifest } from './manifest.ts';
import { sideBySide } from './side-by-side.ts';

export interface CreatedBackup {
  name: string;
  rows: number;
  objects: number;
  /** Of which so many were not in an earlier backup. */
  read: number;
}

/**
 * Writes a backup: first the database as it is at one moment, then every object of the store. An object
 * is written before the row that speaks of it and never goes, so none is missing that the rows need.
 * A backup appears under its name when all of it is on the disk.
 *
 * @param key of the installation; null where it is kept elsewhere
 */
export async function createBackup(
  { db, store }: Pick<Storage, 'db' | 'store'>,
  { folder, key }: { folder: string; key: Uint8Array | null },
): Promise<CreatedBackup> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeAbandoned(folder);
  const takenAt = new Date();
  const name = backupName(takenAt);
  const draft = join(folder, `${name}.part`);
  await mkdir(draft, { mode: 0o700 });
  try {
    const database = await readSnapshot(db, (snapshot) => writeDatabase(draft, snapshot));
    const { list, read } = await keepObjects(store, folder);
    const objects = await writeLines(draft, 'objects.gz', linesOf(list));
    if (key !== null) await writeSynced(join(draft, keyFile), key, 0o600);
    const manifest: Manifest = {
      format: 1,
      takenAt: takenAt.toISOString(),
      ...database,
      objects,
      hasKey: key !== null,
    };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await writeSynced(join(draft, manifestFile), Buffer.from(text), 0o600);
    await rename(draft, join(folder, name));
    const rows = database.tables.reduce((sum, table) => sum + table.rows.lines, 0);
    return { name, rows, objects: list.length, read };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function writeDatabase(
  folder: string,
  snapshot: DatabaseSnapshot,
): Promise<Pick<Manifest, 'version' | 'tables' | 'sequences'>> {
  const { version, sequences } = snapshot;
  const tables: Manifest['tables'] = [];
  for (const table of snapshot.tables) {
    const rows = await writeLines(folder, `table-${table.name}.gz`, quoted(snapshot.rowsOf(table)));
    tables.push({ ...table, rows });
  }
  return { version, sequences, tables };
}

/** A row may have line breaks in it. */
async function* quoted(rows: AsyncIterable<string>): AsyncIterable<string> {
  for await (const row of rows) yield JSON.stringify(row);
}

async function* linesOf(list: KeptObject[]): AsyncIterable<string> {
  for (const one of list) yield JSON.stringify(one);
}

/** Keeps the bytes of what has changed since the last backup. */
async function keepObjects(
  store: Storage['store'],
  folder: string,
): Promise<{ list: KeptObject[]; read: number }> {
  const before = await lastList(folder);
  const list: KeptObject[] = [];
  let read = 0;
  await sideBySide(store.list(), async ({ name, size, version }) => {
    if (isMadeAgain(name)) return;
    const known = before.get(name);
    const isSame = known?.version === version && known.size === size;
    if (isSame && (await hasBytes(folder, known))) {
      list.push(known);
      return;
    }
    const bytes = await store.get(name);
    if (bytes === null) return;
    read += 1;
    const sha256 = await keepBytes(folder, bytes);
    list.push({ name, size: bytes.length, version, sha256 });
  });
  return { list, read };
}

async function lastList(folder: string): Promise<Map<string, KeptObject>> {
  if ((await listBackups(folder)).length === 0) return new Map();
  const { path, manifest } = await openBackup(folder, null);
  const list = await Array.fromAsync(readObjectList(path, manifest));
  return new Map(list.map((one) => [one.name, one]));
}
