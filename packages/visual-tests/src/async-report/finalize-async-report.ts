import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import type { SkippedExample } from '../db/schema.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { ensureProject } from '../project/find-project.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { settleReports } from '../settle.ts';
import { asyncReportUrl } from '../view/urls.ts';
import { openReport } from './open-report.ts';

/**
 * Ends the collecting under a nonce: the report completes once its captures have. Repeatable. A
 * nonce nothing was collected under makes an empty report.
 */
export async function finalizeAsyncReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { sha: string; project?: string | undefined; nonce: string; skip: SkippedExample[] };
}): Promise<{ id: number; url: string }> {
  const { accountId } = caller;
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    await requireOwnReports(inner, caller, projectId, input.sha);
    const found = await inner.db
      .selectFrom('async_report')
      .select('id')
      .where('project_id', '=', projectId)
      .where('sha', '=', input.sha)
      .where('nonce', '=', input.nonce)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const id =
      found?.id ??
      (await openReport(inner, projectId, { ...input, madeUnder: caller.pullRequest }));
    await inner.db
      .updateTable('async_report')
      .set({ state: 'pending', finalized_at: ctx.now(), skip: JSON.stringify(input.skip) })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .execute();
    await settleReports(inner, [id]);
    await refreshJobs(inner, projectId, input.sha);
    return { id, url: asyncReportUrl(ctx, accountId, id) };
  });
}
