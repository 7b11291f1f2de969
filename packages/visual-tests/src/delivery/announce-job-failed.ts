import type { Context } from '../context.ts';
import { jobUrl } from '../view/urls.ts';
import { announceEvent } from './announce-event.ts';
import { projectOf } from './project-of.ts';

interface FailedJob {
  jobId: number;
  projectId: number;
  /** Null where the build that ended it did not say why. */
  message: string | null;
}

/** Tells webhooks that there will be no comparison, and why. */
export async function announceJobFailed(
  ctx: Context,
  { jobId, projectId, message }: FailedJob,
): Promise<void> {
  await announceEvent(ctx, projectId, 'job.failed', async () => {
    const { accountId, project } = await projectOf(ctx, projectId);
    const job = await ctx.db
      .selectFrom('job')
      .select(['id', 'sha1', 'sha2'])
      .where('id', '=', jobId)
      .executeTakeFirstOrThrow();
    const url = jobUrl(ctx, accountId, jobId);
    const because = message === null ? '' : `: ${message}`;
    const text = `${project.name}: the job of ${job.sha2.slice(0, 10)} failed${because}`;
    return {
      type: 'event',
      body: { type: 'job.failed', text, data: { project, job: { ...job, url }, message } },
    };
  });
}
