import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Context,
  lockFolder,
  migrate,
  openDatabase,
  openFolderStore,
  readInstallationKey,
} from '@twinlens/visual-tests';
import type { Config } from './config.ts';
import { measureStore } from './telemetry/measured-store.ts';
import type { ServerMetrics } from './telemetry/metrics.ts';

export interface Storage extends Pick<Context, 'db' | 'store' | 'installationKey'> {
  close(): Promise<void>;
}

/** Opens everything the server keeps, and brings its database up to date. */
export async function openStorage(
  config: Pick<Config, 'dataFolder' | 'databaseUrl'>,
  metrics: ServerMetrics,
): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  await mkdir(config.dataFolder, { recursive: true });
  if (config.databaseUrl === null) {
    // The embedded database has one process; with PostgreSQL, several servers may share the folder.
    const lock = await lockFolder(config.dataFolder);
    opened.defer(lock.release);
  }
  const installationKey = await readInstallationKey(config.dataFolder);
  const store = await openFolderStore(join(config.dataFolder, 'store'));
  const database = await openDatabase(
    config.databaseUrl === null
      ? { folder: join(config.dataFolder, 'database') }
      : { url: config.databaseUrl },
    metrics.statement,
  );
  opened.defer(database.close);
  await migrate(database.db);
  const running = opened.move();
  return {
    db: database.db,
    store: measureStore(store, metrics),
    installationKey,
    close: () => running.disposeAsync(),
  };
}
