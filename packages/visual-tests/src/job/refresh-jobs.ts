import type { Context } from '../context.ts';
import { announceJobFailed } from '../delivery/announce-job-failed.ts';
import { announceStatus } from '../delivery/announce-status.ts';
import { noticeJobFailed } from '../notice/about-job.ts';
import { findStandings } from '../report/find-standings.ts';
import { judgeJob } from './rules.ts';

/**
 * Brings the jobs of a commit in a project up to date with its comparisons and reports, and has told
 * how they stand. A cancellation stands until the job is started again; an expired job comes back when
 * its report does.
 */
export async function refreshJobs(ctx: Context, projectId: number, sha2: string): Promise<void> {
  const rows = await ctx.db
    .selectFrom('job_project')
    .innerJoin('job', 'job.id', 'job_project.job_id')
    .leftJoin('comparison', (join) =>
      join
        .onRef('comparison.project_id', '=', 'job_project.project_id')
        .onRef('comparison.sha1', '=', 'job.sha1')
        .onRef('comparison.sha2', '=', 'job.sha2')
        .on('comparison.chosen_by', 'is', null),
    )
    .select([
      'job_project.job_id as jobId',
      'job_project.state as state',
      'job.sha1 as sha1',
      'comparison.state as comparisonState',
      'comparison.error as comparisonError',
    ])
    .where('job_project.project_id', '=', projectId)
    .where('job.sha2', '=', sha2)
    .where('job_project.cancelled_at', 'is', null)
    .execute();
  if (rows.length === 0) return;
  const standing = (await findStandings(ctx, projectId, [sha2])).get(sha2);
  for (const row of rows) {
    const judged = judgeJob({
      sameSha: row.sha1 === sha2,
      comparison:
        row.comparisonState === null
          ? null
          : { state: row.comparisonState, error: row.comparisonError },
      asyncReport: standing?.asyncReport ?? null,
      hasReport: (standing?.reportId ?? null) !== null,
    });
    if (judged.state === row.state || (judged.state === 'pending' && row.state === 'expired')) {
      continue;
    }
    await ctx.db
      .updateTable('job_project')
      .set({ ...judged, updated_at: ctx.now() })
      .where('job_id', '=', row.jobId)
      .where('project_id', '=', projectId)
      .execute();
    await ctx.db
      .updateTable('job')
      .set({ updated_at: ctx.now() })
      .where('id', '=', row.jobId)
      .execute();
    if (judged.state === 'failure' && judged.message !== null) {
      const run = { jobId: row.jobId, projectId, message: judged.message };
      await announceJobFailed(ctx, run);
      await noticeJobFailed(ctx, { ...run, state: 'failure' });
    }
  }
  await announceStatus(
    ctx,
    rows.map(({ jobId }) => jobId),
  );
}
