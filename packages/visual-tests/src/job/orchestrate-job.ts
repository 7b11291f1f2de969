import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import { ensureProject } from '../project/find-project.ts';
import { jobUrl } from '../view/urls.ts';
import { ensureJob } from './ensure-job.ts';
import { refreshJobs } from './refresh-jobs.ts';

/**
 * Announces every project a pair of commits will be compared in, before or after their own runs
 * begin: the job ends with the last of them. Projects nobody has heard of are made. Repeatable; a
 * project once announced stays, and what has ended is not begun anew.
 */
export async function orchestrateJob({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: {
    sha1: string;
    sha2: string;
    projects: string[];
    link?: string | undefined;
    message?: string | undefined;
  };
}): Promise<{ id: number; url: string }> {
  const { accountId } = caller;
  const { sha1, sha2 } = input;
  return inAccount(ctx, accountId, async (inner) => {
    let id = 0;
    for (const name of new Set(input.projects)) {
      const projectId = await ensureProject(inner, accountId, name);
      id = await ensureJob(inner, { ...caller, projectId, sha1, sha2 }, input);
      // Before anything is told: it is one state for all of them.
      await inner.db.updateTable('job').set({ orchestrated: true }).where('id', '=', id).execute();
      await refreshJobs(inner, projectId, sha2);
    }
    return { id, url: jobUrl(ctx, accountId, id) };
  });
}
