import { sql } from 'kysely';
import { advance, type EndedReport } from './async-report/advance.ts';
import { settleComparisons } from './comparison/settle-comparisons.ts';
import type { Context } from './context.ts';
import { refreshJobs } from './job/refresh-jobs.ts';
import { findRerendered } from './rerendering/find-rerendered.ts';
import { replaceDoubtful } from './retake/replace-doubtful.ts';
import { resolveExtending } from './snap-request/resolve-extending.ts';

/**
 * Everything that follows when requests are over, in the transaction they ended in: reports end,
 * requests that borrow from them end, and so on; then comparisons that waited are made and jobs are
 * brought up to date. Pictures that were doubted are replaced by those that were taken again, and
 * baselines by what they look like in another browser. The account must be held.
 *
 * @param requestIds requests that are done or failed now
 */
export async function settle(ctx: Context, requestIds: number[]): Promise<void> {
  const ended = await advanceAll(ctx, await asyncReportsOf(ctx, requestIds));
  await followReports(ctx, [
    ...ended,
    ...(await replaceDoubtful(ctx, requestIds)),
    ...(await findRerendered(ctx, requestIds)),
  ]);
}

/** The same, beginning with reports that may be ready now. */
export async function settleReports(ctx: Context, asyncReportIds: number[]): Promise<void> {
  await followReports(ctx, await advanceAll(ctx, asyncReportIds));
}

/** The same, beginning with reports that have just ended. */
export async function followReports(ctx: Context, ended: EndedReport[]): Promise<void> {
  const all: EndedReport[] = [];
  let fresh = ended;
  while (fresh.length > 0) {
    all.push(...fresh);
    const requests: number[] = [];
    for (const { projectId, sha } of fresh) {
      requests.push(...(await resolveExtending(ctx, projectId, sha)));
    }
    fresh = await advanceAll(ctx, await asyncReportsOf(ctx, requests));
  }
  for (const [projectId, group] of Map.groupBy(all, (report) => report.projectId)) {
    const shas = group.map((report) => report.sha);
    await ctx.observer.span('settle', {}, async () => {
      const settled = await settleComparisons(ctx, projectId, shas);
      for (const sha of new Set([...shas, ...settled])) await refreshJobs(ctx, projectId, sha);
    });
  }
}

async function advanceAll(ctx: Context, asyncReportIds: number[]): Promise<EndedReport[]> {
  const ended: EndedReport[] = [];
  for (const id of asyncReportIds) {
    const report = await advance(ctx, id);
    if (report !== null) ended.push(report);
  }
  return ended;
}

async function asyncReportsOf(ctx: Context, requestIds: number[]): Promise<number[]> {
  if (requestIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('async_report_request as part')
    .innerJoin('async_report', 'async_report.id', 'part.async_report_id')
    .select('async_report.id')
    .distinct()
    .where(sql<boolean>`part.snap_request_id = any(${requestIds}::integer[])`)
    .where('async_report.state', 'in', ['open', 'pending'])
    .orderBy('async_report.id')
    .execute();
  return rows.map((row) => row.id);
}
