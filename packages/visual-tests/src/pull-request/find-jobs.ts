import type { Context } from '../context.ts';
import { type PullRequestName, parsePullRequest } from '../repository/address.ts';

/** Jobs that are looked at, the newest. */
const mostJobs = 50;

/** The newest jobs of a pull request, the newest first. */
export async function findJobsOfPullRequest(
  { db }: Context,
  { accountId, repository, number }: PullRequestName & { accountId: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom('job')
    .select(['id', 'link'])
    .where('account_id', '=', accountId)
    .where('link', 'like', `%/${number}`)
    .orderBy('id', 'desc')
    .limit(mostJobs)
    .execute();
  const jobs = rows.filter(
    ({ link }) => link !== null && parsePullRequest(link)?.repository === repository,
  );
  return jobs.map(({ id }) => id);
}
