/** Reports, finished and in the making, and single captures, as the pages show them. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findUnserved } from '../worker/find-unserved.ts';
import { viewCaptured } from './captured.ts';
import { findCapturedWith } from './captured-with.ts';
import { countOrigins } from './count-origins.ts';
import { explainWait, poolsInQueue } from './explain-wait.ts';
import { findOrigins, unknownOrigin } from './origins.ts';
import { viewPicture } from './picture.ts';
import { findProgress, noProgress } from './progress.ts';
import { namedRows, type PageInput, pageOfRows } from './row-page.ts';
import { reportUrl } from './urls.ts';

/**
 * A finished report with a page of its snapshots.
 *
 * @throws TwinlensError `not_found`
 */
export async function getReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: PageInput & {
    accountId: number;
    projectId: number;
    sha: string;
    /** Keeps what came into the report this way. */
    origin?: Origin | undefined;
  };
}): Promise<ResponseOf<Operations['getReport']>> {
  const { accountId, projectId } = input;
  const report = await ctx.db
    .selectFrom('report as r')
    .innerJoin('project', 'project.id', 'r.project_id')
    .select(['r.id', 'r.sha', 'r.link', 'r.message', 'r.completed_at', 'project.name'])
    .where('r.project_id', '=', projectId)
    .where('r.sha', '=', input.sha)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (report === undefined) throw new TwinlensError('not_found', 'there is no such report');

  const chosen = sql`
    select null::int as before_id, entry.id as after_id
    from report, unnest(snapshot_ids, snap_request_ids, copied) as entry (id, request, copied)
    where report.id = ${report.id} and ${hasOrigin(input.origin)}`;
  const { rows } = await pageOfRows(chosen, input).execute(ctx.db);
  const named = namedRows(rows).flatMap((row) =>
    row.afterId === null ? [] : [{ ...row, id: row.afterId }],
  );
  const origins = await findOrigins(
    ctx.db,
    report.id,
    named.map(({ id }) => id),
  );
  return {
    sha: report.sha,
    project: { id: projectId, name: report.name },
    link: report.link,
    message: report.message,
    completedAt: report.completed_at.toISOString(),
    total: rows[0]?.total ?? 0,
    ...(await countOrigins(ctx.db, report.id)),
    browsers: await findCapturedWith(ctx.db, report.id),
    snapshots: named.map((row) => ({
      id: row.id,
      component: row.component,
      variant: row.variant,
      target: row.target,
      image: viewPicture(ctx, accountId, row.afterImage),
      ...(origins.get(row.id) ?? unknownOrigin),
    })),
  };
}

const conditions = {
  rendered: sql`entry.request <> 0 and entry.copied is not true`,
  copied: sql`entry.copied`,
  'carried-over': sql`entry.request = 0`,
};

type Origin = keyof typeof conditions;

const hasOrigin = (origin: Origin | undefined) =>
  origin === undefined ? sql`true` : conditions[origin];

/** @throws TwinlensError `not_found` */
export async function getAsyncReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; asyncReportId: number };
}): Promise<ResponseOf<Operations['getAsyncReport']>> {
  const { accountId, asyncReportId } = input;
  const row = await ctx.db
    .selectFrom('async_report as a')
    .innerJoin('project', 'project.id', 'a.project_id')
    .selectAll('a')
    .select('project.name')
    .where('a.id', '=', asyncReportId)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw new TwinlensError('not_found', 'there is no such report');
  const requests = await ctx.db
    .selectFrom('async_report_request as link')
    .innerJoin('snap_request as r', 'r.id', 'link.snap_request_id')
    .select(['r.id', 'r.type', 'r.target', 'r.state', 'r.attempts', 'r.captured'])
    .select(['r.worker', 'r.error', 'r.browser_name as browserName'])
    .where('link.async_report_id', '=', asyncReportId)
    .orderBy('r.id')
    .execute();
  const progress = await findProgress(ctx.db, [asyncReportId]);
  const unserved = await findUnserved(ctx, poolsInQueue(requests));
  return {
    id: row.id,
    sha: row.sha,
    project: { id: row.project_id, name: row.name },
    state: row.state,
    error: row.error,
    link: row.link,
    message: row.message,
    createdAt: row.created_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    reportUrl: row.report_id === null ? null : reportUrl(ctx, accountId, row.project_id, row.sha),
    progress: progress.get(asyncReportId) ?? noProgress,
    requests: requests.map((request) => explainWait(request, unserved)),
  };
}

/** Pictures of a failed capture that are shown: most are of a hundred examples at most. */
const maxKept = 200;

/** @throws TwinlensError `not_found` */
export async function getSnapRequest({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; snapRequestId: number };
}): Promise<ResponseOf<Operations['getSnapRequest']>> {
  const row = await ctx.db
    .selectFrom('snap_request')
    .select(['id', 'type', 'target', 'state', 'attempts', 'captured', 'worker', 'error'])
    .select(['browser', 'browser_name as browserName', 'log', 'result'])
    .select(['created_at', 'finished_at'])
    .where('id', '=', input.snapRequestId)
    .where('account_id', '=', input.accountId)
    .executeTakeFirst();
  if (row === undefined) throw new TwinlensError('not_found', 'there is no such snap-request');
  const { created_at: createdAt, finished_at: finishedAt, result, ...rest } = row;
  const kept = row.state === 'failed' ? (result ?? []).slice(0, maxKept) : [];
  return {
    ...explainWait(rest, await findUnserved(ctx, poolsInQueue([row]))),
    kept: await viewCaptured(ctx, input.accountId, kept, viewPicture),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
