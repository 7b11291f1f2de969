import type { Context } from '../context.ts';
import { requireOwnJob } from '../repository/require-own.ts';

export interface JobKey {
  accountId: number;
  projectId: number;
  sha1: string;
  sha2: string;
  /** Whose key asks, when it is that of a pull request. */
  pullRequest?: string | null;
}

/** Context that clients may repeat or leave out; what was known stays when nothing new is said. */
export interface JobContext {
  link?: string | undefined;
  message?: string | undefined;
  author?: string | undefined;
}

/**
 * The job of a pair of commits, expecting this project; made when it is not there. The account must
 * be held.
 * @throws TwinlensError `forbidden` for a pull request's key and a job of somebody else
 */
export async function ensureJob(ctx: Context, key: JobKey, context: JobContext): Promise<number> {
  const now = ctx.now();
  const madeUnder = key.pullRequest ?? null;
  await requireOwnJob(ctx, key);
  const { id } = await ctx.db
    .insertInto('job')
    .values({
      account_id: key.accountId,
      sha1: key.sha1,
      sha2: key.sha2,
      link: context.link || null,
      message: context.message || null,
      author: context.author || null,
      made_under: madeUnder,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'sha1', 'sha2']).doUpdateSet((eb) => ({
        link: eb.fn.coalesce('excluded.link', 'job.link'),
        message: eb.fn.coalesce('excluded.message', 'job.message'),
        author: eb.fn.coalesce('excluded.author', 'job.author'),
        made_under: madeUnder,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await ctx.db
    .insertInto('job_project')
    .values({ job_id: id, project_id: key.projectId, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}
