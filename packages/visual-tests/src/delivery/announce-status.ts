import type { CheckRun, CommitStatus } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { combineStates } from '../job/rules.ts';
import { findPullRequest } from '../pull-request/find-pull-request.ts';
import { findQueuedCommits } from '../pull-request/find-queued-commits.ts';
import {
  type PullRequestName,
  parsePullRequest,
  repositoryOfCommit,
} from '../repository/address.ts';
import { jobUrl } from '../view/urls.ts';
import { announceComment } from './announce-comment.ts';
import { describeCheck } from './check-of-job.ts';
import { type ComparedProject, findFacts } from './facts-of-job.ts';
import { type Forge, findForges } from './find-forges.ts';
import { putIfNew } from './put-if-new.ts';
import { describeStatus, ofPullRequest, statusContext } from './status-of-job.ts';

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
  await announceTo(ctx, forges, { ...job, sha: job.sha2, pullRequest, projects, isQueued: false });
  const queueing = forges.filter(({ tellsQueue }) => tellsQueue);
  const commenting = forges.filter(({ comments }) => comments);
  if (pullRequest === null || queueing.length + commenting.length === 0) return;
  if (await hasNewer(ctx, job)) return;
  const queued =
    queueing.length === 0 ? [] : await findQueuedCommits(ctx, job.accountId, pullRequest);
  for (const sha of queued) {
    await announceTo(ctx, queueing, { ...job, sha, pullRequest, projects, isQueued: true });
  }
  await announceComment(ctx, { ...job, pullRequest, projects, forges: commenting });
}

/** What is said of a pull request as a whole is of its newest job. */
async function hasNewer(
  { db }: Context,
  { id, accountId, link }: { id: number; accountId: number; link: string | null },
): Promise<boolean> {
  const newer = await db
    .selectFrom('job')
    .select('id')
    .where('account_id', '=', accountId)
    .where('link', '=', link)
    .where('id', '>', id)
    .executeTakeFirst();
  return newer !== undefined;
}

interface ToldCommit {
  id: number;
  accountId: number;
  sha: string;
  orchestrated: boolean;
  pullRequest: PullRequestName | null;
  projects: ComparedProject[];
  /** Whether it is told what its pull request is told, in a merge queue. */
  isQueued: boolean;
}

async function announceTo(ctx: Context, forges: Forge[], commit: ToldCommit): Promise<void> {
  const { id, accountId, sha, orchestrated, pullRequest, projects, isQueued } = commit;
  const groups = orchestrated
    ? [{ context: statusContext(null), projects }]
    : projects.map((project) => ({ context: statusContext(project.name), projects: [project] }));
  const of = {
    sha,
    url: jobUrl(ctx, accountId, id),
    ...(pullRequest !== null && { pullRequest: pullRequest.number }),
  };
  const words = (text: string) => (isQueued ? ofPullRequest(text) : text);
  for (const { context, projects } of groups) {
    const state = combineStates(projects.map((project) => project.state));
    const told = describeStatus(state, projects);
    const seen = describeCheck(state, projects);
    const status: CommitStatus = {
      type: 'status',
      context,
      ...told,
      description: words(told.description),
      ...of,
    };
    const check: CheckRun = {
      type: 'check',
      name: context,
      ...seen,
      title: words(seen.title),
      ...of,
    };
    for (const { id: destinationId, writes } of forges) {
      const subject = `${sha} ${context}`;
      if (writes !== 'check') await putIfNew(ctx, { destinationId, subject }, status);
      if (writes === 'status') continue;
      await putIfNew(ctx, { destinationId, subject: `check ${subject}` }, check);
    }
  }
}
