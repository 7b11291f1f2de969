/**
 * Installs the peers that are programs of their own into this folder, once. They are not in the lock
 * file of the repository: registries that lack their binaries for some system or other make `npm ci`
 * refuse all of it. Versions are exact, theirs of the binaries too.
 */
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

const folder = import.meta.dirname;

export async function installPeers(): Promise<void> {
  const installed = await access(`${folder}/node_modules/.package-lock.json`).then(
    () => true,
    () => false,
  );
  if (installed) return;
  console.log('Installing odiff and blazediff into bench/diff/peers, once.');
  await promisify(execFile)('npm', [
    ...['install', '--prefix', folder],
    ...['--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'],
  ]);
}
