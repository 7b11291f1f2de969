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
import { measureStore } from './telemetry/measured-store.ts';
import type { ServerMetrics } from './telemetry/metrics.ts';

export interface OpenParts extends Pick<Context, 'db' | 'store'> {
  close(): Promise<void>;
}

export interface Storage extends OpenParts, Pick<Context, 'installationKey'> {}

/**
 * Opens the database and the store as they are.
 * @param metrics of a program that shows what it does
 */
export async function openParts(
  config: StorageConfig,
  metrics?: ServerMetrics,
): Promise<OpenParts> {
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
    metrics?.statement,
  );
  opened.defer(database.close);
  const running = opened.move();
  return {
    db: database.db,
    store: metrics ? measureStore(store, metrics) : store,
    close: () => running.disposeAsync(),
  };
}

/** Opens everything the server keeps, and brings its database up to date. */
export async function openStorage(config: StorageConfig, metrics: ServerMetrics): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  const parts = await openParts(config, metrics);
  opened.defer(parts.close);
  const installationKey = config.installationKey ?? (await readInstallationKey(config.dataFolder));
  await migrate(parts.db);
  await markStore(parts.db, parts.store);
  const running = opened.move();
  return { ...parts, installationKey, close: () => running.disposeAsync() };
}
