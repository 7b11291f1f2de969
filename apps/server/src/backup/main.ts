/** Backups as a program: `backup <folder>`, `backup verify <folder>`, `restore <folder> [<backup>]`. */
import { access } from 'node:fs/promises';
import { TwinlensError } from '@twinlens/contract';
import { installationKeyPath, readInstallationKey } from '@twinlens/visual-tests';
import { readStorageConfig, type StorageConfig } from '../config.ts';
import { openParts } from '../storage.ts';
import { type BackupCommand, readArguments } from './arguments.ts';
import { type CreatedBackup, createBackup } from './create-backup.ts';
import { openBackup } from './folder.ts';
import { restoreBackup } from './restore-backup.ts';
import { askForBackup } from './socket.ts';
import { verifyBackups } from './verify-backup.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

async function create(folder: string, config: StorageConfig): Promise<CreatedBackup> {
  let key: Uint8Array | null = null;
  if (config.installationKey === null) {
    const path = installationKeyPath(config.dataFolder);
    await access(path).catch((cause) => {
      const message = `${config.dataFolder} has no installation: name its data folder with --data`;
      throw new TwinlensError('not_found', message, { cause });
    });
    key = await readInstallationKey(config.dataFolder);
  }
  try {
    await using parts = await opened(config);
    return await createBackup(parts, { folder, key });
  } catch (error) {
    const isInUse = error instanceof TwinlensError && error.code === 'conflict';
    if (!isInUse || config.databaseUrl !== null) throw error;
    return await askForBackup(config.dataFolder, folder);
  }
}

async function opened(config: StorageConfig) {
  const parts = await openParts(config);
  return { ...parts, [Symbol.asyncDispose]: parts.close };
}

async function run(command: BackupCommand): Promise<number> {
  const { folder, dataFolder } = command;
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  switch (command.name) {
    case 'create': {
      const { name, rows, objects, read } = await create(folder, readStorageConfig(dataFolder));
      say(`${name}: ${rows} rows, ${objects} objects, ${read} of them new, in ${seconds()}`);
      return 0;
    }
    case 'verify': {
      const { backups, objects, problems } = await verifyBackups(folder);
      for (const problem of problems) say(problem);
      const verdict = problems.length === 0 ? 'all can be restored' : `${problems.length} problems`;
      say(`${backups} backups, ${objects} objects, in ${seconds()}: ${verdict}`);
      return problems.length === 0 ? 0 : 1;
    }
    case 'restore': {
      const config = readStorageConfig(dataFolder);
      const backup = await openBackup(folder, command.backup);
      await using parts = await opened(config);
      const key = config.installationKey ?? { path: installationKeyPath(config.dataFolder) };
      const { rows, objects } = await restoreBackup(parts, { folder, backup, key });
      say(`${backup.name} is restored: ${rows} rows, ${objects} objects, in ${seconds()}`);
      return 0;
    }
  }
}

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  // What a person can mend is said in a sentence; anything else with its trace.
  const text = error instanceof TwinlensError ? error.message : (error as Error).stack;
  process.stderr.write(`twinlens: ${text}\n`);
  process.exitCode = 1;
}
