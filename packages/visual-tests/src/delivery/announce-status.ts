import { type CheckRun, type CommitStatus, forgeKinds } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { JobState } from '../db/schema.ts';
import { combineStates } from '../job/rules.ts';
import { parsePullRequest, parseRepository, repositoryOfCommit } from '../repository/address.ts';
import { countChanges } from '../view/counts.ts';
import { jobUrl } from '../view/urls.ts';
import { describeCheck } from './check-of-job.ts';
import { putDelivery } from './put-delivery.ts';
import { describeStatus, type ProjectFacts, statusContext } from './status-of-job.ts';

/**
 * Has forges told how jobs stand, in the transaction that changed them. Says nothing where that is what
 * was said last. The account must be held.
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
  const destinations = repository ? await findForges(ctx, job.accountId, repository) : [];
  if (destinations.length === 0) return;
  const projects = await findFacts(ctx, jobId);
  const groups = job.orchestrated
    ? [{ context: statusContext(null), projects }]
    : projects.map((project) => ({ context: statusContext(project.name), projects: [project] }));
  for (const group of groups) {
    const state = combineStates(group.projects.map((project) => project.state));
    const { context } = group;
    const url = jobUrl(ctx, job.accountId, job.id);
    const status: CommitStatus = {
      type: 'status',
      sha: job.sha2,
      context,
      ...describeStatus(state, group.projects),
      url,
      ...(pullRequest !== null && { pullRequest: pullRequest.number }),
    };
    const check: CheckRun = {
      type: 'check',
      sha: job.sha2,
      name: context,
      ...describeCheck(state, group.projects),
      url,
    };
    for (const { id, writes } of destinations) {
      if (writes !== 'check') await putIfNew(ctx, id, `${job.sha2} ${context}`, status);
      if (writes !== 'status') await putIfNew(ctx, id, `check ${job.sha2} ${context}`, check);
    }
  }
}

interface Forge {
  id: number;
  writes: 'status' | 'check' | 'both';
}

async function findForges(ctx: Context, accountId: number, repository: string): Promise<Forge[]> {
  const rows = await ctx.db
    .selectFrom('destination')
    .select(['id', sql<string>`settings->>'repository'`.as('repository')])
    .select(sql<Forge['writes']>`coalesce(settings->>'writes', 'status')`.as('writes'))
    .where('account_id', '=', accountId)
    .where('kind', 'in', forgeKinds)
    .orderBy('id')
    .execute();
  return rows.filter((row) => parseRepository(row.repository) === repository);
}

async function findFacts(ctx: Context, jobId: number): Promise<ProjectFacts[]> {
  const rows = await ctx.db
    .selectFrom('job_project as jp')
    .innerJoin('job', 'job.id', 'jp.job_id')
    .innerJoin('project', 'project.id', 'jp.project_id')
    .leftJoin('comparison as c', (join) =>
      join
        .onRef('c.project_id', '=', 'jp.project_id')
        .onRef('c.sha1', '=', 'job.sha1')
        .onRef('c.sha2', '=', 'job.sha2')
        .on('c.chosen_by', 'is', null),
    )
    .select(['project.name', 'jp.state', 'jp.message', 'c.id as comparisonId'])
    .select([
      sql<boolean>`coalesce(c.untold, false)`.as('untold'),
      sql<number>`coalesce(cardinality(c.accepted), 0)`.as('accepted'),
      sql<number>`coalesce(cardinality(c.rejected), 0)`.as('rejected'),
    ])
    .where('jp.job_id', '=', jobId)
    .orderBy('project.name')
    .execute();
  const counts = await countChanges(
    ctx.db,
    rows.flatMap(({ comparisonId }) => comparisonId ?? []),
  );
  return rows.map(({ comparisonId, untold, ...row }) => ({
    ...row,
    state: untold ? ('pending' satisfies JobState) : row.state,
    counts: counts.get(comparisonId ?? 0) ?? null,
  }));
}

/** By what was said last, told already or not. */
async function putIfNew(
  ctx: Context,
  destinationId: number,
  subject: string,
  content: CommitStatus | CheckRun,
): Promise<void> {
  const last = await ctx.db
    .selectFrom('delivery')
    .select('state')
    .select(sql<boolean>`content = ${JSON.stringify(content)}::jsonb`.as('isSame'))
    .where('destination_id', '=', destinationId)
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isSaid = last?.isSame && last.state !== 'refused';
  if (!isSaid) await putDelivery(ctx, { destinationId, subject, content });
}
