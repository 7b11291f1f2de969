import type { Context } from '../context.ts';

/**
 * Ends jobs that nothing has come for: clients that record nothing start a job and never say more. A
 * report whose captures still run keeps its job waiting.
 */
export async function expireJobs({ ctx }: { ctx: Context }): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .updateTable('job_project')
    .set({
      state: 'expired',
      message: 'no comparison or report came in time',
      updated_at: now,
    })
    .where('state', '=', 'pending')
    .where('updated_at', '<', new Date(now.getTime() - ctx.rules.jobExpiryMs))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('async_report')
            .innerJoin('job', 'job.sha2', 'async_report.sha')
            .select('async_report.id')
            .whereRef('job.id', '=', 'job_project.job_id')
            .whereRef('async_report.project_id', '=', 'job_project.project_id')
            .where('async_report.state', '=', 'pending'),
        ),
      ),
    )
    .execute();
}
