import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Context,
  lockFolder,
  markStore,
  migrate,
  openDatabase,
  openFolderStore,
  openS3Store,
  readInstallationKey,
} from '@twinlens/visual-tests';
import type { StorageConfig } from './config.ts';

export interface OpenParts extends Pick<Context, 'db' | 'store'> {
  close(): Promise<void>;
}

export interface Storage extends OpenParts, Pick<Context, 'installationKey'> {}

/** Opens the database and the store as they are. */
export async function openParts(config: StorageConfig): Promise<OpenParts> {
  await using opened = new AsyncDisposableStack();
  await mkdir(config.dataFolder, { recursive: true });
  if (config.databaseUrl === null) {
    // The embedded database has one process; with PostgreSQL, several servers may share the folder.
    const lock = await lockFolder(config.dataFolder);
    opened.defer(lock.release);
  }
  const store =
    config.bucket === null
      ? await openFolderStore(join(config.dataFolder, 'store'))
      : await openS3Store(config.bucket, join(config.dataFolder, 'bucket'));
  const database = await openDatabase(
    config.databaseUrl === null
      ? { folder: join(config.dataFolder, 'database') }
      : { url: config.databaseUrl },
  );
  opened.defer(database.close);
  const running = opened.move();
  return { db: database.db, store, close: () => running.disposeAsync() };
}

/** Opens everything the server keeps, and brings its database up to date. */
export async function openStorage(config: StorageConfig): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  const parts = await openParts(config);
  opened.defer(parts.close);
  const installationKey = config.installationKey ?? (await readInstallationKey(config.dataFolder));
  await migrate(parts.db);
  await markStore(parts.db, parts.store);
  const running = opened.move();
  return { ...parts, installationKey, close: () => running.disposeAsync() };
}
