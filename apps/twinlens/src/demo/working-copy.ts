/** A small repository made out of the example, the way a customer has one. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { exampleLibrary, workspaceRoot } from '../programs.ts';

export interface WorkingCopy {
  folder: string;
  /** False where git is not installed: commits are then named by a hash of the files. */
  hasGit: boolean;
  /** Records the files as they are and answers the commit's sha. */
  commit(message: string): Promise<string>;
}

const identity = {
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.org',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.org',
  // The person's own settings, hooks and signing keys have no business here.
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

const left = new Set(['node_modules', '.out']);

export async function makeWorkingCopy(
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<WorkingCopy> {
  await cp(exampleLibrary, folder, {
    recursive: true,
    filter: (source) => !left.has(basename(source)),
  });
  await linkDependencies(folder);
  const git = async (...args: string[]) => {
    const env = { ...environment, ...identity };
    return (await promisify(execFile)('git', args, { cwd: folder, env })).stdout.trim();
  };
  const hasGit = await git('-c', 'init.defaultBranch=main', 'init', '--quiet').then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  return {
    folder,
    hasGit,
    async commit(message) {
      if (!hasGit) return hashFiles(folder);
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}

/** Every package the example declares, from wherever npm put it. */
async function linkDependencies(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  for (const name of [...names, '.bin/storybook']) {
    const installed = [exampleLibrary, workspaceRoot]
      .map((root) => join(root, 'node_modules', name))
      .find((path) => existsSync(path));
    if (installed === undefined) throw new Error(`${name} is not installed: run npm ci`);
    const path = join(folder, 'node_modules', name);
    await mkdir(dirname(path), { recursive: true });
    await symlink(installed, path);
  }
}

async function hashFiles(folder: string): Promise<string> {
  const hash = createHash('sha1');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !path
          .slice(folder.length)
          .split('/')
          .some((name) => left.has(name)),
    );
  for (const path of files.toSorted())
    hash.update(path.slice(folder.length)).update(await readFile(path));
  return hash.digest('hex');
}
