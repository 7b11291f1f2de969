import type { Context } from '../context.ts';
import type { PullRequestName } from '../repository/address.ts';

/** Commits that wait to be merged for a pull request, and that no build of theirs speaks for. */
export async function findQueuedCommits(
  { db }: Context,
  accountId: number,
  { repository, number }: PullRequestName,
): Promise<string[]> {
  const rows = await db
    .selectFrom('queued_commit as q')
    .select('q.sha')
    .where('q.account_id', '=', accountId)
    .where('q.repository', '=', repository)
    .where('q.number', '=', number)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('job')
            .select('job.id')
            .where('job.account_id', '=', accountId)
            .whereRef('job.sha2', '=', 'q.sha'),
        ),
      ),
    )
    .orderBy('q.queued_at')
    .execute();
  return rows.map(({ sha }) => sha);
}
