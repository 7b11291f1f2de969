/** Jobs as the pages show them. A page of jobs costs seven queries at most, however many projects they have. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { JobState, JobTable } from '../db/schema.ts';
import { combineStates } from '../job/rules.ts';
import { findPullRequests } from '../pull-request/find-pull-request.ts';
import { countChanges, noCounts } from './counts.ts';
import { findLatestAsyncReports, findProgress, noProgress } from './progress.ts';
import { asyncReportUrl, comparisonUrl } from './urls.ts';
import { findWaits } from './waits.ts';

export type JobView = ResponseOf<Operations['getJob']>;
type JobProjectView = JobView['projects'][number];

/** Newest first; `more` says whether older ones exist. */
export async function listJobs({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; before?: number | undefined; limit: number };
}): Promise<{ jobs: JobView[]; more: boolean }> {
  let query = ctx.db
    .selectFrom('job')
    .selectAll()
    .where('account_id', '=', input.accountId)
    .orderBy('id', 'desc')
    .limit(input.limit + 1);
  if (input.before !== undefined) query = query.where('id', '<', input.before);
  const rows = await query.execute();
  const page = rows.slice(0, input.limit);
  return { jobs: await viewJobs(ctx, input.accountId, page), more: rows.length > input.limit };
}

/** @throws TwinlensError `not_found` */
export async function getJob({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; jobId: number };
}): Promise<JobView> {
  const row = await ctx.db
    .selectFrom('job')
    .selectAll()
    .where('account_id', '=', input.accountId)
    .where('id', '=', input.jobId)
    .executeTakeFirst();
  const [job] = row === undefined ? [] : await viewJobs(ctx, input.accountId, [row]);
  if (job === undefined) throw new TwinlensError('not_found', 'there is no such job');
  return job;
}

interface ProjectRow {
  jobId: number;
  projectId: number;
  projectName: string;
  state: JobState;
  message: string | null;
  sha1: string;
  sha2: string;
  comparisonId: number | null;
}

function findProjects(ctx: Context, jobIds: number[]): Promise<ProjectRow[]> {
  return ctx.db
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
    .select([
      'jp.job_id as jobId',
      'jp.state',
      'jp.message',
      'project.id as projectId',
      'project.name as projectName',
      'job.sha1',
      'job.sha2',
      'c.id as comparisonId',
    ])
    .where('jp.job_id', 'in', jobIds)
    .orderBy('project.name')
    .orderBy('project.id')
    .execute();
}

async function viewJobs(
  ctx: Context,
  accountId: number,
  jobs: Selectable<JobTable>[],
): Promise<JobView[]> {
  if (jobs.length === 0) return [];
  const rows = await findProjects(
    ctx,
    jobs.map((job) => job.id),
  );
  const counts = await countChanges(
    ctx.db,
    rows.flatMap(({ comparisonId }) => comparisonId ?? []),
  );
  const reports = await findLatestAsyncReports(
    ctx.db,
    rows.map(({ projectId, sha2 }) => ({ projectId, sha: sha2 })),
  );
  const progress = await findProgress(
    ctx.db,
    reports.map(({ id }) => id),
  );
  const waits = await findWaits(
    ctx,
    reports.map(({ id }) => id),
  );

  const pullRequests = await findPullRequests(
    ctx,
    accountId,
    jobs.map(({ link }) => link),
  );

  const viewProject = (row: ProjectRow): JobProjectView => {
    const { comparisonId, projectId } = row;
    const report = reports.find((one) => one.projectId === projectId && one.sha === row.sha2);
    return {
      project: { id: projectId, name: row.projectName },
      state: row.state,
      message: row.message ?? waits.get(report?.id ?? 0) ?? null,
      comparison:
        comparisonId === null
          ? null
          : {
              id: comparisonId,
              url: comparisonUrl(ctx, accountId, projectId, row),
              counts: counts.get(comparisonId) ?? noCounts,
            },
      asyncReport:
        report === undefined
          ? null
          : {
              id: report.id,
              url: asyncReportUrl(ctx, accountId, report.id),
              progress: progress.get(report.id) ?? noProgress,
            },
    };
  };
  return jobs.map((job) => {
    const projects = rows.filter(({ jobId }) => jobId === job.id).map(viewProject);
    const pullRequest = pullRequests.get(job.link);
    return {
      id: job.id,
      sha1: job.sha1,
      sha2: job.sha2,
      state: combineStates(projects.map(({ state }) => state)),
      orchestrated: job.orchestrated,
      link: job.link,
      ...(pullRequest !== undefined && { pullRequest }),
      message: job.message,
      author: job.author,
      createdAt: job.created_at.toISOString(),
      updatedAt: job.updated_at.toISOString(),
      projects,
    };
  });
}
