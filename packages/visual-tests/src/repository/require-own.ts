/**
 * A pull request's key is given to anybody who knows the address, so what somebody else made is not
 * its to replace. Any other key may take over anything. The account must be held.
 */
import { TwinlensError } from '@twinlens/contract';
import type { ClientCaller, Context } from '../context.ts';

/** @throws TwinlensError `forbidden` when another key made the job of these commits */
export async function requireOwnJob(
  ctx: Context,
  job: { accountId: number; pullRequest?: string | null; sha1: string; sha2: string },
): Promise<void> {
  if (!job.pullRequest) return;
  const found = await ctx.db
    .selectFrom('job')
    .select('made_under')
    .where('account_id', '=', job.accountId)
    .where('sha1', '=', job.sha1)
    .where('sha2', '=', job.sha2)
    .executeTakeFirst();
  if (found !== undefined && found.made_under !== job.pullRequest) refuse('a job of these commits');
}

/** @throws TwinlensError `forbidden` when another key made a report of the commit, finished or not */
export async function requireOwnReports(
  ctx: Context,
  caller: ClientCaller,
  projectId: number,
  sha: string,
): Promise<void> {
  if (caller.pullRequest === null) return;
  for (const table of ['async_report', 'report'] as const) {
    const foreign = await ctx.db
      .selectFrom(table)
      .select('id')
      .where('project_id', '=', projectId)
      .where('sha', '=', sha)
      .where('made_under', 'is distinct from', caller.pullRequest)
      .executeTakeFirst();
    if (foreign !== undefined) refuse(`a report of ${sha}`);
  }
}

function refuse(what: string): never {
  throw new TwinlensError(
    'forbidden',
    `${what} was made with another key, and the key of a pull request only replaces what that pull request made: use an API key of the account`,
  );
}
