import { join } from 'node:path';
import type { Installation } from '../up/installation.ts';
import { applyEdits, edits } from './changes.ts';
import { runClient } from './client.ts';
import { countStories } from './count-stories.ts';
import { makeWorkingCopy } from './working-copy.ts';

/** The library as it is, then with the intended changes, each sent by the stock client. */
export async function sendTwoCommits(options: {
  folder: string;
  installation: Installation;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  say: (text: string) => void;
}): Promise<{ before: string; after: string; examples: number }> {
  const { installation, environment, signal, say } = options;
  const copy = await makeWorkingCopy(join(options.folder, 'component-library'), environment);
  if (!copy.hasGit)
    say('git is not installed: commits are named by a hash of their files instead.');
  const client = join(copy.folder, 'node_modules/happo');
  const send = (shas: { before: string; after: string }, message: string) =>
    runClient({ ...shas, client, folder: copy.folder, message, installation, environment, signal });

  const first = 'The component library as it is';
  const before = await copy.commit(first);
  say(
    `Commit 1 of 2, ${before.slice(0, 8)}: building Storybook and sending it with the happo client.`,
  );
  await send({ before, after: before }, first);

  await applyEdits(copy.folder);
  const second = `Change ${edits.length} things on purpose`;
  const after = await copy.commit(second);
  say(
    `Commit 2 of 2, ${after.slice(0, 8)}: the same, with ${edits.length} changes made on purpose.`,
  );
  await send({ before, after }, second);
  return { before, after, examples: await countStories(join(copy.folder, '.out')) };
}
