/** The commit a change began at, checked out beside the work in hand, with the packages installed here. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TwinlensError } from '@twinlens/contract';
import { workspaceRoot } from '../programs.ts';

export interface BaseCheckout {
  folder: string;
  remove(): Promise<void>;
}

async function git(...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)('git', args, { cwd: workspaceRoot })).stdout.trim();
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const said = (stderr || message).trim();
    throw new TwinlensError('invalid_request', `git ${args[0]}: ${said}`, { cause: error });
  }
}

/** Of what is checked out; whether files differ from it is told apart by the name of the report. */
export const headSha = () => git('rev-parse', 'HEAD');

/** Everything npm installed, but this repository's own packages as the checkout has them. */
async function linkPackages(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const own = join(modules, '@twinlens');
  await mkdir(own, { recursive: true });
  for (const name of await readdir(join(workspaceRoot, 'node_modules'))) {
    if (name === '@twinlens') continue;
    await symlink(join(workspaceRoot, 'node_modules', name), join(modules, name));
  }
  for (const name of await readdir(join(folder, 'packages'))) {
    await symlink(join(folder, 'packages', name), join(own, name));
  }
}

/**
 * The commit that the one in hand has in common with another.
 * @param ref the other: a branch, a tag or a commit
 * @throws TwinlensError `invalid_request` when there is none.
 */
export const baseSha = (ref: string) => git('merge-base', 'HEAD', ref);

/**
 * Checks a commit out.
 * @param folder that is made
 * @throws TwinlensError `invalid_request` when it has no Storybook.
 */
export async function checkOutBase(folder: string, sha: string): Promise<BaseCheckout> {
  await git('worktree', 'add', '--detach', folder, sha);
  const remove = async () => void (await git('worktree', 'remove', '--force', folder));
  if (!existsSync(join(folder, 'apps/review/.storybook/main.ts'))) {
    await remove();
    throw new TwinlensError(
      'invalid_request',
      `${sha.slice(0, 8)}, where this work began, has no Storybook of the pages to compare with`,
    );
  }
  await linkPackages(folder);
  return { folder, remove };
}
