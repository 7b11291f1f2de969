import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { announceStatus } from '../delivery/announce-status.ts';
import { noticeJobFailed } from '../notice/about-job.ts';

/**
 * Ends jobs that nothing has come for: clients that record nothing start a job and never say more. A
 * report whose captures still run keeps its job waiting.
 */
export async function expireJobs({ ctx }: { ctx: Context }): Promise<void> {
  const accounts = await silentJobs(ctx).select('job.account_id').distinct().execute();
  for (const { account_id: accountId } of accounts) {
    await inAccount(ctx, accountId, async (inner) => {
      const rows = await silentJobs(inner)
        .innerJoin('project', 'project.id', 'job_project.project_id')
        .select(['job_project.job_id', 'job_project.project_id', 'project.name'])
        .where('job.account_id', '=', accountId)
        .execute();
      for (const row of rows) {
        const message = `no comparison or report of ${row.name} came in time`;
        await inner.db
          .updateTable('job_project')
          .set({
            state: 'expired',
            message,
            updated_at: ctx.now(),
          })
          .where('job_id', '=', row.job_id)
          .where('project_id', '=', row.project_id)
          .execute();
        await inner.db
          .updateTable('job')
          .set({ updated_at: ctx.now() })
          .where('id', '=', row.job_id)
          .execute();
        const run = { jobId: row.job_id, projectId: row.project_id };
        await noticeJobFailed(inner, { ...run, state: 'expired', message });
      }
      await announceStatus(inner, [...new Set(rows.map((row) => row.job_id))]);
    });
  }
}

function silentJobs(ctx: Context) {
  const before = new Date(ctx.now().getTime() - ctx.rules.jobExpiryMs);
  return ctx.db
    .selectFrom('job_project')
    .innerJoin('job', 'job.id', 'job_project.job_id')
    .where('job_project.state', '=', 'pending')
    .where('job_project.updated_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('async_report')
            .select('async_report.id')
            .whereRef('async_report.sha', '=', 'job.sha2')
            .whereRef('async_report.project_id', '=', 'job_project.project_id')
            .where('async_report.state', '=', 'pending'),
        ),
      ),
    );
}
