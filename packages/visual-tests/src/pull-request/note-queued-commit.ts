import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { announceStatus } from '../delivery/announce-status.ts';
import type { PullRequestName } from '../repository/address.ts';
import { findJobsOfPullRequest } from './find-jobs.ts';

/** No commit waits in a queue for longer. Milliseconds. */
const longestMs = 7 * 24 * 60 * 60_000;

export interface QueuedCommit extends PullRequestName {
  sha: string;
  /** False once it has left the queue. */
  isQueued: boolean;
}

/**
 * Keeps what a forge says of its merge queue, and has the commit told what its pull request was told,
 * where its destination wants that.
 */
export async function noteQueuedCommit({
  ctx,
  input,
}: {
  ctx: Context;
  input: QueuedCommit & { accountId: number };
}): Promise<void> {
  const { accountId, repository, number, sha, isQueued } = input;
  await inAccount(ctx, accountId, async (inner) => {
    const now = inner.now();
    await inner.db
      .deleteFrom('queued_commit')
      .where('account_id', '=', accountId)
      .where('repository', '=', repository)
      .where((eb) =>
        eb.or([eb('sha', '=', sha), eb('queued_at', '<', new Date(now.getTime() - longestMs))]),
      )
      .execute();
    if (!isQueued) return;
    await inner.db
      .insertInto('queued_commit')
      .values({ account_id: accountId, repository, sha, number, queued_at: now })
      .execute();
    const [newest] = await findJobsOfPullRequest(inner, input);
    if (newest !== undefined) await announceStatus(inner, [newest]);
  });
}
