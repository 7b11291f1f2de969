import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { findProject } from '../project/find-project.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { settleReports } from '../settle.ts';
import { findStatus, noReport, type ReportStatus } from './report-status.ts';

/**
 * Says that nothing more is added to a partial report. Repeatable; one that is complete stays so.
 * @throws TwinlensError `not_found`
 */
export async function completeReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { sha: string; project?: string | undefined };
}): Promise<ReportStatus> {
  const { accountId } = caller;
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await findProject(inner, accountId, input.project);
    if (projectId === null) throw noReport(input);
    await requireOwnReports(inner, caller, projectId, input.sha);
    const collected = await inner.db
      .updateTable('async_report')
      .set({ state: 'pending', finalized_at: ctx.now() })
      .where('project_id', '=', projectId)
      .where('sha', '=', input.sha)
      .where('state', '=', 'open')
      .returning('id')
      .execute();
    await settleReports(
      inner,
      collected.map(({ id }) => id),
    );
    await refreshJobs(inner, projectId, input.sha);
    const status = await findStatus(inner, accountId, projectId, input.sha);
    if (status === null) throw noReport(input);
    return status;
  });
}
