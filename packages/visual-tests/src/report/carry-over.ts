import type { Context } from '../context.ts';
import { countReport } from './count-report.ts';
import type { ReportSnapshot } from './load-snapshots.ts';

/**
 * Puts snapshots of another commit's report into this one, as neither rendered nor timed.
 * @param snapshots of examples the report does not have
 */
export async function carryOver(
  ctx: Context,
  reportId: number,
  sourceSha: string,
  snapshots: ReportSnapshot[],
): Promise<void> {
  if (snapshots.length === 0) return;
  const report = await ctx.db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow();
  const sourceShas = [...new Set([...report.source_shas, sourceSha])];
  const rows = report.snapshot_ids.map((id, index) => ({
    id,
    request: report.snap_request_ids[index] ?? 0,
    source: report.sources[index] ?? 0,
    renderMs: report.render_ms[index] ?? 0,
    waitMs: report.wait_ms[index] ?? 0,
    screenshotMs: report.screenshot_ms[index] ?? 0,
    copied: report.copied[index] ?? false,
  }));
  const source = sourceShas.indexOf(sourceSha) + 1;
  const noTimings = { renderMs: 0, waitMs: 0, screenshotMs: 0 };
  const carried = { request: 0, source, ...noTimings, copied: false };
  const all = [...rows, ...snapshots.map(({ id }) => ({ id, ...carried }))];
  all.sort((a, b) => a.id - b.id);
  await ctx.db
    .updateTable('report')
    .set({
      snapshot_ids: all.map((row) => row.id),
      snap_request_ids: all.map((row) => row.request),
      source_shas: sourceShas,
      sources: all.map((row) => row.source),
      render_ms: all.map((row) => row.renderMs),
      wait_ms: all.map((row) => row.waitMs),
      screenshot_ms: all.map((row) => row.screenshotMs),
      copied: all.map((row) => row.copied),
    })
    .where('id', '=', reportId)
    .execute();
  await countReport(ctx, reportId);
}
