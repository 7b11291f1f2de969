import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { announceJobFailed } from '../delivery/announce-job-failed.ts';
import { announceStatus } from '../delivery/announce-status.ts';
import { noticeJobFailed } from '../notice/about-job.ts';
import { findProject } from '../project/find-project.ts';
import { requireOwnJob } from '../repository/require-own.ts';
import { shortenMessage } from './rules.ts';

/**
 * Ends a job early in one project, with the first line of a message. Repeating the same
 * cancellation changes nothing.
 *
 * @throws TwinlensError `not_found` ("No job found", which clients look for); `conflict` when the job
 *   has already ended
 */
export async function cancelJob({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: {
    sha1: string;
    sha2: string;
    project?: string | undefined;
    message?: string | undefined;
    status: 'failure' | 'success';
  };
}): Promise<void> {
  await inAccount(ctx, caller.accountId, async ({ db, ...inner }) => {
    await requireOwnJob({ db, ...inner }, { ...caller, ...input });
    const projectId = await findProject({ db, ...inner }, caller.accountId, input.project);
    const row = await db
      .selectFrom('job_project')
      .innerJoin('job', 'job.id', 'job_project.job_id')
      .select(['job.id', 'job_project.project_id'])
      .select(['job_project.state', 'job_project.message', 'job_project.cancelled_at'])
      .where('job.account_id', '=', caller.accountId)
      .where('job.sha1', '=', input.sha1)
      .where('job.sha2', '=', input.sha2)
      .where('job_project.project_id', '=', projectId ?? 0)
      .executeTakeFirst();
    if (row === undefined) {
      throw new TwinlensError('not_found', 'No job found for these commits and this project');
    }
    const message = shortenMessage(input.message ?? '') || null;
    if (row.cancelled_at !== null && row.state === input.status && row.message === message) return;
    if (row.state !== 'pending') {
      throw new TwinlensError('conflict', `the job has already ended: ${row.state}`);
    }
    const now = ctx.now();
    await db
      .updateTable('job_project')
      .set({ state: input.status, message, cancelled_at: now, updated_at: now })
      .where('job_id', '=', row.id)
      .where('project_id', '=', projectId)
      .execute();
    await db.updateTable('job').set({ updated_at: now }).where('id', '=', row.id).execute();
    if (input.status === 'failure') {
      const run = { jobId: row.id, projectId: row.project_id, message };
      await announceJobFailed({ db, ...inner }, run);
      await noticeJobFailed({ db, ...inner }, { ...run, state: input.status });
    }
    await announceStatus({ db, ...inner }, [row.id]);
  });
}
