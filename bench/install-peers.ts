/**
 * Installs the peers of a bench that are programs of their own into a folder of its own, once. They are
 * not in the lock file of the repository: registries that lack their binaries for some system or other
 * make `npm ci` refuse all of it, and nobody else needs them. Versions are exact, and nothing they
 * bring is run while they are installed.
 */
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * @param folder has the `package.json` that names them
 * @param names for whoever waits
 */
export async function installPeers(folder: string, names: string): Promise<void> {
  const installed = await access(`${folder}/node_modules/.package-lock.json`).then(
    () => true,
    () => false,
  );
  if (installed) return;
  console.log(`Installing ${names} into ${folder}, once.`);
  await promisify(execFile)('npm', [
    ...['install', '--prefix', folder],
    ...['--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'],
  ]);
}
