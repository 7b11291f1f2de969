import type { CheckRun, CommitStatus } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { combineStates } from '../job/rules.ts';
import { findPullRequest } from '../pull-request/find-pull-request.ts';
import { parsePullRequest, repositoryOfCommit } from '../repository/address.ts';
import { jobUrl } from '../view/urls.ts';
import { announceComment } from './announce-comment.ts';
import { describeCheck } from './check-of-job.ts';
import { findFacts } from './facts-of-job.ts';
import { findForges } from './find-forges.ts';
import { putIfNew } from './put-if-new.ts';
import { describeStatus, statusContext } from './status-of-job.ts';

/**
 * Has forges told how jobs stand, in the transaction that changed them. Says nothing where that is what
 * was said last, and nothing on pull requests that are closed. The account must be held.
 */
export async function announceStatus(ctx: Context, jobIds: number[]): Promise<void> {
  for (const id of jobIds) await announceJob(ctx, id);
}

/** Other labels of a commit mean nothing to a forge. */
const gitSha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

async function announceJob(ctx: Context, jobId: number): Promise<void> {
  const job = await ctx.db
    .selectFrom('job')
    .select(['id', 'account_id as accountId', 'sha2', 'link', 'orchestrated'])
    .where('id', '=', jobId)
    .executeTakeFirstOrThrow();
  if (!gitSha.test(job.sha2)) return;
  const pullRequest = job.link === null ? null : parsePullRequest(job.link);
  const repository = pullRequest?.repository ?? (job.link && repositoryOfCommit(job.link));
  const forges = repository ? await findForges(ctx, job.accountId, repository) : [];
  if (forges.length === 0) return;
  const known = pullRequest && (await findPullRequest(ctx, job.accountId, pullRequest));
  if (known?.open === false) return;
  const projects = await findFacts(ctx, jobId);
  const groups = job.orchestrated
    ? [{ context: statusContext(null), projects }]
    : projects.map((project) => ({ context: statusContext(project.name), projects: [project] }));
  const of = {
    sha: job.sha2,
    url: jobUrl(ctx, job.accountId, job.id),
    ...(pullRequest !== null && { pullRequest: pullRequest.number }),
  };
  for (const { context, projects } of groups) {
    const state = combineStates(projects.map((project) => project.state));
    const status: CommitStatus = {
      type: 'status',
      context,
      ...describeStatus(state, projects),
      ...of,
    };
    const check: CheckRun = {
      type: 'check',
      name: context,
      ...describeCheck(state, projects),
      ...of,
    };
    for (const { id: destinationId, writes } of forges) {
      const subject = `${job.sha2} ${context}`;
      if (writes !== 'check') await putIfNew(ctx, { destinationId, subject }, status);
      if (writes === 'status') continue;
      await putIfNew(ctx, { destinationId, subject: `check ${subject}` }, check);
    }
  }
  const commenting = forges.filter(({ comments }) => comments);
  if (pullRequest === null || commenting.length === 0) return;
  await announceComment(ctx, { ...job, pullRequest, projects, forges: commenting });
}
