import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { announceStatus } from '../delivery/announce-status.ts';
import { findForges } from '../delivery/find-forges.ts';
import type { PullRequestName } from '../repository/address.ts';
import { findJobsOfPullRequest } from './find-jobs.ts';
import { findPullRequest } from './find-pull-request.ts';

export interface NotedPullRequest extends PullRequestName {
  accountId: number;
  isOpen: boolean;
  /** The branch it is to be merged into. */
  base: string;
  changedAt: Date;
}

/**
 * Keeps what a forge says of a pull request, unless it said something newer. Of one that is closed
 * nothing is told any more; when it is opened again its jobs are told as they stand.
 */
export async function notePullRequest({
  ctx,
  input,
}: {
  ctx: Context;
  input: NotedPullRequest;
}): Promise<void> {
  const { accountId, repository, number, isOpen, base, changedAt } = input;
  await inAccount(ctx, accountId, async (inner) => {
    const known = await findPullRequest(inner, accountId, input);
    if (known !== null && known.changed_at > changedAt) return;
    const said = { open: isOpen, base, changed_at: changedAt };
    await inner.db
      .insertInto('pull_request')
      .values({ account_id: accountId, repository, number, ...said })
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'repository', 'number']).doUpdateSet(said),
      )
      .execute();
    if (!isOpen) await endDeliveries(inner, input);
    else if (known?.open === false) {
      const jobs = await findJobsOfPullRequest(inner, input);
      await announceStatus(inner, jobs.toReversed());
    }
  });
}

/** Also of what is being told at this moment: if that fails, it is not tried again. */
async function endDeliveries(
  ctx: Context,
  { accountId, repository, number }: NotedPullRequest,
): Promise<void> {
  const forges = await findForges(ctx, accountId, repository);
  if (forges.length === 0) return;
  const now = ctx.now();
  await ctx.db
    .updateTable('delivery')
    .set({ state: 'superseded', ended_at: now })
    .where(
      'destination_id',
      'in',
      forges.map(({ id }) => id),
    )
    .where('state', '=', 'waiting')
    .where(sql<number>`(content->>'pullRequest')::int`, '=', number)
    .execute();
}
