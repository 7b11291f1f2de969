import { TwinlensError } from '@twinlens/contract';
import { type Selectable, sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { ClientCaller, Context } from '../context.ts';
import type { AsyncReportTable } from '../db/schema.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { ensureProject } from '../project/find-project.ts';
import { requireOwnReports } from '../repository/require-own.ts';
import { settleReports } from '../settle.ts';
import { asyncReportUrl } from '../view/urls.ts';
import { addRequests, isLatest, openReport } from './open-report.ts';

export interface CreateAsyncReport {
  sha: string;
  requestIds: number[];
  project?: string | undefined;
  link?: string | undefined;
  message?: string | undefined;
  nonce?: string | undefined;
}

/**
 * Says which requests make up the report of a commit. The same again answers the same report. With a
 * nonce, requests are collected until finalize; without, other requests make a new report, which
 * takes the place of one still in the making. A nonce that was overtaken by another one of the same
 * commit collects on, to no effect.
 *
 * @throws TwinlensError `invalid_request` naming request ids this account does not have
 */
export async function createAsyncReport({
  ctx,
  caller,
  input,
}: {
  ctx: Context;
  caller: ClientCaller;
  input: CreateAsyncReport;
}): Promise<{ id: number; url: string }> {
  const { accountId } = caller;
  const requestIds = [...new Set(input.requestIds)];
  return inAccount(ctx, accountId, async (inner) => {
    await refuseUnknown(inner, accountId, requestIds);
    const projectId = await ensureProject(inner, accountId, input.project);
    await requireOwnReports(inner, caller, projectId, input.sha);
    const found = await findSame(inner, projectId, input, requestIds);
    const id =
      found?.id ??
      (await openReport(inner, projectId, { ...input, madeUnder: caller.pullRequest }));
    if (found !== undefined)
      await mergeContext(inner, found, { ...input, madeUnder: caller.pullRequest });
    await addRequests(inner, id, requestIds);
    await settleReports(inner, [id]);
    await refreshJobs(inner, projectId, input.sha);
    return { id, url: asyncReportUrl(ctx, accountId, id) };
  });
}

async function refuseUnknown(ctx: Context, accountId: number, ids: number[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('snap_request')
    .select('id')
    .where('account_id', '=', accountId)
    .where(sql<boolean>`id = any(${ids}::integer[])`)
    .execute();
  const known = new Set(rows.map((row) => row.id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new TwinlensError(
    'invalid_request',
    `requestIds: there is no snap-request ${unknown.slice(0, 10).join(', ')}`,
  );
}

/** The report this call is a repetition of, or (with a nonce) adds to. */
async function findSame(
  ctx: Context,
  projectId: number,
  input: CreateAsyncReport,
  requestIds: number[],
): Promise<Selectable<AsyncReportTable> | undefined> {
  const newest = ctx.db
    .selectFrom('async_report')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('sha', '=', input.sha)
    .orderBy('id', 'desc');
  if (input.nonce !== undefined) {
    return newest.where('nonce', '=', input.nonce).executeTakeFirst();
  }
  const last = await newest
    .where('nonce', 'is', null)
    .where('state', '<>', 'replaced')
    .executeTakeFirst();
  if (last === undefined) return undefined;
  const parts = await ctx.db
    .selectFrom('async_report_request')
    .select('snap_request_id')
    .where('async_report_id', '=', last.id)
    .execute();
  const same = new Set(parts.map((part) => part.snap_request_id));
  return same.size === requestIds.length && requestIds.every((id) => same.has(id))
    ? last
    : undefined;
}

async function mergeContext(
  ctx: Context,
  report: Selectable<AsyncReportTable>,
  input: CreateAsyncReport & { madeUnder: string | null },
): Promise<void> {
  const context = {
    link: input.link || report.link,
    message: input.message || report.message,
    made_under: input.madeUnder,
  };
  await ctx.db.updateTable('async_report').set(context).where('id', '=', report.id).execute();
  if (!(await isLatest(ctx, report.id))) return;
  await ctx.db.updateTable('report').set(context).where('id', '=', report.report_id).execute();
}
