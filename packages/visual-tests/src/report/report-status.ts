import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { ClientCaller, Context } from '../context.ts';
import { defaultProject, findProject } from '../project/find-project.ts';
import { asyncReportUrl, reportUrl } from '../view/urls.ts';

export type ReportStatus = ResponseOf<Operations['createReport']>;

/** The newest report of a commit in a project, finished or not; null when there is none. */
export async function findStatus(
  ctx: Context,
  accountId: number,
  projectId: number,
  sha: string,
): Promise<ReportStatus | null> {
  const row = await ctx.db
    .selectFrom('async_report as a')
    .innerJoin('project', 'project.id', 'a.project_id')
    .leftJoin('report', (join) =>
      join.onRef('report.id', '=', 'a.report_id').on('a.state', '=', 'completed'),
    )
    .select(['a.id', 'a.state', 'a.created_at', 'a.completed_at', 'project.name'])
    .select(
      sql<number>`coalesce(cardinality(report.snapshot_ids), (
        select sum(r.captured)::int from async_report_request part
        join snap_request r on r.id = part.snap_request_id where part.async_report_id = a.id), 0)`.as(
        'count',
      ),
    )
    .where('a.project_id', '=', projectId)
    .where('a.sha', '=', sha)
    .where('a.state', '<>', 'replaced')
    .$narrowType<{ state: ReportStatus['status'] }>()
    .orderBy('a.id', 'desc')
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, state } = row;
  return {
    id,
    sha,
    project: row.name,
    status: state,
    url:
      state === 'completed'
        ? reportUrl(ctx, accountId, projectId, sha)
        : asyncReportUrl(ctx, accountId, id),
    snapshotsCount: row.count,
    createdAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
  };
}

/** @throws TwinlensError `not_found` */
export async function getStatusOfReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: { sha: string; project?: string | undefined };
}): Promise<ReportStatus> {
  const projectId = await findProject(ctx, caller.accountId, input.project);
  const status =
    projectId === null ? null : await findStatus(ctx, caller.accountId, projectId, input.sha);
  if (status === null) throw noReport(input);
  return status;
}

export const noReport = ({ sha, project }: { sha: string; project?: string | undefined }) =>
  new TwinlensError(
    'not_found',
    `there is no report of ${sha} in the project "${project ?? defaultProject}"`,
  );
