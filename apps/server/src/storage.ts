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
import type { Config } from './config.ts';

export interface Storage extends Pick<Context, 'db' | 'store' | 'installationKey'> {
  close(): Promise<void>;
}

/** Opens everything the server keeps, and brings its database up to date. */
export async function openStorage(
  config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'bucket' | 'installationKey'>,
): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  await mkdir(config.dataFolder, { recursive: true });
  if (config.databaseUrl === null) {
    // The embedded database has one process; with PostgreSQL, several servers may share the folder.
    const lock = await lockFolder(config.dataFolder);
    opened.defer(lock.release);
  }
  const installationKey = config.installationKey ?? (await readInstallationKey(config.dataFolder));
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
  await migrate(database.db);
  await markStore(database.db, store);
  const running = opened.move();
  return { db: database.db, store, installationKey, close: () => running.disposeAsync() };
}
