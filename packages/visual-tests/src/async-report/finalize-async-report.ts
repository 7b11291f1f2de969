import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import type { SkippedExample } from '../db/schema.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { ensureProject } from '../project/find-project.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { settleReports } from '../settle.ts';
import { asyncReportUrl } from '../view/urls.ts';
import { openReport, resume } from './open-report.ts';

/**
 * Ends the collecting under a nonce: the report completes once its captures have. A nonce nothing was
 * collected under makes an empty report. Repeatable, also after the report has completed or failed:
 * the last word on what was skipped counts.
 *
 * @param input.skip what was left out on purpose; nothing new is said about it when absent
 */
export async function finalizeAsyncReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: {
    sha: string;
    project?: string | undefined;
    nonce: string;
    skip?: SkippedExample[] | undefined;
  };
}): Promise<{ id: number; url: string }> {
  const { accountId } = caller;
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    await requireOwnReports(inner, caller, projectId, input.sha);
    const found = await inner.db
      .selectFrom('async_report')
      .select(['id', 'state', 'skip'])
      .where('project_id', '=', projectId)
      .where('sha', '=', input.sha)
      .where('nonce', '=', input.nonce)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const id =
      found?.id ??
      (await openReport(inner, projectId, { ...input, madeUnder: caller.pullRequest }));
    const { skip = found?.skip ?? [] } = input;
    await inner.db
      .updateTable('async_report')
      .set({
        finalized_at: ctx.now(),
        skip: JSON.stringify(skip),
        made_under: caller.pullRequest,
      })
      .where('id', '=', id)
      .execute();
    const isSettled = found?.state === 'completed' && areSame(found.skip, skip);
    if (!isSettled) await resume(inner, id);
    await settleReports(inner, [id]);
    await refreshJobs(inner, projectId, input.sha);
    return { id, url: asyncReportUrl(ctx, accountId, id) };
  });
}

function areSame(one: SkippedExample[], other: SkippedExample[]): boolean {
  const textOf = (examples: SkippedExample[]) =>
    JSON.stringify(examples.map(({ component, variant, target }) => [component, variant, target]));
  return textOf(one) === textOf(other);
}
