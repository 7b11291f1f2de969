import { type Selectable, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { AsyncReportTable } from '../db/schema.ts';
import { combineResults } from '../report/rules.ts';
import { writeReport } from '../report/write-report.ts';
import { judgeAsyncReport } from './rules.ts';

export interface EndedReport {
  projectId: number;
  sha: string;
}

/**
 * Completes or fails the report if its requests allow; the account must be held.
 * @returns whether it ended now
 */
export async function advance(ctx: Context, asyncReportId: number): Promise<EndedReport | null> {
  const report = await ctx.db
    .selectFrom('async_report')
    .selectAll()
    .where('id', '=', asyncReportId)
    .executeTakeFirstOrThrow();
  const requests = await ctx.db
    .selectFrom('snap_request')
    .innerJoin('async_report_request as part', 'part.snap_request_id', 'snap_request.id')
    .select(['id', 'type', 'target', 'state', 'error'])
    .select(
      sql<string | null>`coalesce(payload_hash, md5(extends->>'extendedSnaps'))`.as('content'),
    )
    .where('part.async_report_id', '=', asyncReportId)
    .orderBy('id')
    .execute();
  const verdict = judgeAsyncReport(report.state, requests);
  if (verdict.outcome === 'wait') return null;
  if (verdict.outcome === 'fail') await fail(ctx, asyncReportId, verdict.reason);
  else await complete(ctx, report);
  return { projectId: report.project_id, sha: report.sha };
}

/** Ends a report that will never be; the account must be held. */
export async function fail(ctx: Context, asyncReportId: number, reason: string): Promise<void> {
  await ctx.db
    .updateTable('async_report')
    .set({ state: 'failed', error: reason, completed_at: ctx.now() })
    .where('id', '=', asyncReportId)
    .execute();
}

async function complete(ctx: Context, report: Selectable<AsyncReportTable>): Promise<void> {
  const requests = await ctx.db
    .selectFrom('snap_request')
    .innerJoin('async_report_request as part', 'part.snap_request_id', 'snap_request.id')
    .select(['id', 'extends', 'result'])
    .where('part.async_report_id', '=', report.id)
    // One that failed and was asked for again has kept what it captured.
    .where('state', '=', 'done')
    .execute();
  const entries = combineResults(
    requests.map(({ id, extends: borrowing, result }) => ({
      id,
      borrowedFrom: borrowing?.extendsSha ?? null,
      result: result ?? [],
    })),
  );
  const reportId = await writeReport(
    ctx,
    {
      projectId: report.project_id,
      sha: report.sha,
      link: report.link,
      message: report.message,
      madeUnder: report.made_under,
    },
    entries,
  );
  await ctx.db
    .updateTable('async_report')
    .set({
      state: 'completed',
      report_id: reportId,
      completed_at: ctx.now(),
    })
    .where('id', '=', report.id)
    .execute();
}
