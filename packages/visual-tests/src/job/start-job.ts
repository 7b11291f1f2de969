import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { ensureProject } from '../project/find-project.ts';
import { jobUrl } from '../view/urls.ts';
import { ensureJob } from './ensure-job.ts';
import { refreshJobs } from './refresh-jobs.ts';

/**
 * Announces that a pair of commits will be compared in a project. Repeatable; a job that was
 * cancelled or has expired begins anew.
 */
export async function startJob({
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
    link?: string | undefined;
    message?: string | undefined;
  };
}): Promise<{ id: number; url: string }> {
  const { accountId } = caller;
  return inAccount(ctx, accountId, async (inner) => {
    const projectId = await ensureProject(inner, accountId, input.project);
    const key = { ...caller, projectId, sha1: input.sha1, sha2: input.sha2 };
    const id = await ensureJob(inner, key, input);
    await inner.db
      .updateTable('job_project')
      // Also when it is pending: what was announced long before its run has its full time from here.
      .set({ state: 'pending', message: null, cancelled_at: null, updated_at: ctx.now() })
      .where('job_id', '=', id)
      .where('project_id', '=', projectId)
      .where((eb) =>
        eb.or([eb('cancelled_at', 'is not', null), eb('state', 'in', ['pending', 'expired'])]),
      )
      .execute();
    await refreshJobs(inner, projectId, input.sha2);
    return { id, url: jobUrl(ctx, accountId, id) };
  });
}
