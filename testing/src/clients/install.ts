/** Puts the packages of a client where a project finds them. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runProgram } from '../run-program.ts';

/** Names with exact versions, as in a package.json. */
export type Dependencies = Record<string, string>;

/** Installed once per set of versions, and kept. */
const cache = join(tmpdir(), `twinlens-${userInfo().username}`, 'clients');

const workspaceRoot = resolve(import.meta.dirname, '../../..');

/** Where the packages of the lock file lie. */
const workspaceFolders = ['examples/component-library', 'testing', '.'].map((folder) =>
  join(workspaceRoot, folder, 'node_modules'),
);

/**
 * Installs from the npm registry, unless it was done before, and answers the `node_modules`. No
 * package's own scripts run and no browser is downloaded.
 */
async function installDependencies(dependencies: Dependencies): Promise<string> {
  const manifest = JSON.stringify({ private: true, dependencies });
  const folder = join(cache, createHash('sha1').update(manifest).digest('hex').slice(0, 12));
  const modules = join(folder, 'node_modules');
  if (existsSync(folder)) return modules;

  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, 'staging-'));
  await writeFile(join(staging, 'package.json'), manifest);
  await mkdir(join(staging, 'node_modules'));
  const { code, stderr } = await runProgram(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    {
      cwd: staging,
      env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', CYPRESS_INSTALL_BINARY: '0' },
    },
  );
  if (code !== 0) {
    await rm(staging, { recursive: true });
    throw new Error(`npm install failed: ${stderr}`);
  }
  await rename(staging, folder);
  return modules;
}

/** Whether every package of the row is there after `npm ci`, in its version. */
export const comesWithLockFile = ({ dependencies }: { dependencies: Dependencies }) =>
  Object.keys(dependencies).length > 0 && findInWorkspace(dependencies) !== null;

/** Puts the packages where the project in the folder finds them: those of `npm ci` where it can. */
export async function provideDependencies(
  folder: string,
  dependencies: Dependencies,
): Promise<void> {
  const found = findInWorkspace(dependencies);
  if (found === null) {
    await symlink(await installDependencies(dependencies), join(folder, 'node_modules'));
    return;
  }
  for (const { name, modules } of found) {
    for (const path of [name, join('.bin', name)]) {
      const link = join(folder, 'node_modules', path);
      await mkdir(dirname(link), { recursive: true });
      if (existsSync(join(modules, path))) await symlink(join(modules, path), link);
    }
  }
}

/** The `node_modules` that has it, for each of the packages. */
function findInWorkspace(dependencies: Dependencies): { name: string; modules: string }[] | null {
  const found = Object.entries(dependencies).flatMap(([name, version]) => {
    const modules = workspaceFolders.find((one) => versionIn(one, name) === version);
    return modules === undefined ? [] : [{ name, modules }];
  });
  return found.length === Object.keys(dependencies).length ? found : null;
}

function versionIn(modules: string, name: string): string | undefined {
  const path = join(modules, name, 'package.json');
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
