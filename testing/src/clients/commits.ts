/** The repository a project lies in: some clients read its history, some check commits out. */
import { runProgram } from '../run-program.ts';

const person = {
  GIT_AUTHOR_NAME: 'Customer',
  GIT_AUTHOR_EMAIL: 'customer@example.org',
  GIT_COMMITTER_NAME: 'Customer',
  GIT_COMMITTER_EMAIL: 'customer@example.org',
  // The settings, hooks and signing keys of whoever runs this have no business here.
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

async function git(folder: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, ...person };
  const { code, stdout, stderr } = await runProgram('git', args, { cwd: folder, env });
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

export const startHistory = (folder: string) =>
  git(folder, '-c', 'init.defaultBranch=main', 'init', '--quiet');

/** Records the files as they are and answers the commit's sha. */
export async function commit(folder: string, message: string): Promise<string> {
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message', message);
  return git(folder, 'rev-parse', 'HEAD');
}
