import { type DeepCompare, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { ensureJob } from '../job/ensure-job.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { ensureProject } from '../project/find-project.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { jobUrl, statusImageUrl } from '../view/urls.ts';
import { settleComparisons } from './settle-comparisons.ts';

export interface RequestComparison {
  sha1: string;
  sha2: string;
  project?: string | undefined;
  link?: string | undefined;
  message?: string | undefined;
  author?: string | undefined;
  notify?: string | undefined;
  fallbackShas?: string[] | undefined;
  deepCompare?: DeepCompare | undefined;
  /** Nothing is told outside of what comes of it: the client will ask again. */
  skipStatusPost?: boolean | undefined;
}

/**
 * Asks for a comparison, which is made as soon as both reports are ready; at once when they are.
 * Repeating it answers the same comparison. Makes the job when nobody has started it.
 *
 * @throws TwinlensError `invalid_request` for a commit with itself
 */
export async function requestComparison({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: RequestComparison;
}): Promise<{ id: number; statusImageUrl: string; compareUrl: string }> {
  const { accountId } = caller;
  if (input.sha1 === input.sha2) {
    throw new TwinlensError('invalid_request', 'a commit cannot be compared with itself');
  }
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    await requireOwnReports(inner, caller, projectId, input.sha2);
    const key = { ...caller, projectId, sha1: input.sha1, sha2: input.sha2 };
    const jobId = await ensureJob(inner, key, input);
    // Whoever opens a pull request must not have mail sent to anybody.
    const notify = caller.pullRequest === null ? input.notify : undefined;
    const id = await upsertComparison(inner, projectId, { ...input, notify });
    const settled = await settleComparisons(inner, projectId, []);
    for (const sha of new Set([input.sha2, ...settled])) await refreshJobs(inner, projectId, sha);
    return {
      id,
      statusImageUrl: statusImageUrl(ctx, accountId, projectId, key),
      compareUrl: jobUrl(ctx, accountId, jobId),
    };
  });
}

export async function upsertComparison(
  ctx: Context,
  projectId: number,
  input: RequestComparison,
): Promise<number> {
  const { id } = await ctx.db
    .insertInto('comparison')
    .values({
      project_id: projectId,
      sha1: input.sha1,
      sha2: input.sha2,
      link: input.link || null,
      message: input.message || null,
      author: input.author || null,
      notify: input.notify || null,
      fallback_shas: (input.fallbackShas ?? []).filter((sha) => sha !== ''),
      deep_compare:
        input.deepCompare === undefined
          ? null
          : JSON.stringify({ diffAlgorithm: 'color-delta', ...input.deepCompare }),
      untold: input.skipStatusPost === true,
      created_at: ctx.now(),
    })
    .onConflict((conflict) =>
      conflict.columns(['project_id', 'sha1', 'sha2']).doUpdateSet((eb) => ({
        link: eb.fn.coalesce('excluded.link', 'comparison.link'),
        message: eb.fn.coalesce('excluded.message', 'comparison.message'),
        author: eb.fn.coalesce('excluded.author', 'comparison.author'),
        notify: eb.fn.coalesce('excluded.notify', 'comparison.notify'),
        deep_compare: eb.fn.coalesce('excluded.deep_compare', 'comparison.deep_compare'),
        untold: eb.ref('excluded.untold'),
        // What a person had compared is made anew, as what it is now.
        chosen_by: null,
        fallback_shas: sql`case when comparison.chosen_by is not null
          then excluded.fallback_shas else comparison.fallback_shas end`,
        // Judged by another tolerance, it is made again.
        state: sql`case when comparison.chosen_by is not null then 'pending'
          when comparison.error is null
          and excluded.deep_compare is distinct from comparison.deep_compare
          and excluded.deep_compare is not null then 'pending' else comparison.state end`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
