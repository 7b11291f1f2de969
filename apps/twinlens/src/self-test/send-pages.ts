/** Two states of the review pages' Storybook, each sent by the stock client. */
import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { runClient } from '../demo/client.ts';
import { workspaceRoot } from '../programs.ts';
import type { Installation } from '../up/installation.ts';
import { checkOutBase, headSha } from './base-checkout.ts';
import { buildReviewStorybook } from './review-storybook.ts';

export interface SendPages {
  /** Where builds are put. */
  folder: string;
  /** Commit of the state before; null for the same as after. */
  base: string | null;
  stories: string | null;
  installation: Installation;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  say: (text: string) => void;
}

/** Names of the two reports, and the folder of what was sent last. */
export interface SentPages {
  before: string;
  after: string;
  built: string;
}

const short = (sha: string) => sha.slice(0, 8);

export async function sendPages(input: SendPages): Promise<SentPages> {
  return input.base === null ? sendTwice(input) : sendBoth(input, input.base);
}

/** The client writes into what it sends, so every build is sent once. */
function send(input: SendPages, built: string, shas: { before: string; after: string }) {
  const { installation, environment, signal } = input;
  return runClient({
    ...shas,
    client: join(workspaceRoot, 'node_modules/happo'),
    folder: join(workspaceRoot, 'apps/review'),
    message: `The review pages, ${shas.after}`,
    installation,
    environment,
    variables: { TWINLENS_STORYBOOK: built },
    signal,
  });
}

/** The same twice: whatever changes is ours. A comment makes every picture one that was never taken. */
async function sendTwice(input: SendPages): Promise<SentPages> {
  const { folder, say } = input;
  const [before, after] = ['once', 'again'];
  const first = join(folder, before);
  const second = join(folder, after);
  say('Building the Storybook of the review pages.');
  await buildReviewStorybook({ ...input, checkout: workspaceRoot, built: first });
  await cp(first, second, { recursive: true });
  await appendFile(join(second, 'iframe.html'), '<!-- taken again -->');
  say('Sending it with the happo client, twice.');
  await send(input, first, { before, after: before });
  await send(input, second, { before, after });
  return { before, after, built: second };
}

/** As the pages were where this work began, and as they are. */
async function sendBoth(input: SendPages, before: string): Promise<SentPages> {
  const { folder, say } = input;
  const base = await checkOutBase(join(folder, 'base'), before);
  try {
    const after = `${await headSha()}-as-it-is`;
    say(`Building the Storybook of the review pages at ${short(before)}, and sending it.`);
    await buildReviewStorybook({ ...input, checkout: base.folder, built: join(folder, 'before') });
    await send(input, join(folder, 'before'), { before, after: before });
    say('The same of the pages as they are.');
    await buildReviewStorybook({ ...input, checkout: workspaceRoot, built: join(folder, 'after') });
    await send(input, join(folder, 'after'), { before, after });
    return { before, after, built: join(folder, 'after') };
  } finally {
    await base.remove();
  }
}
