import type { Context } from '../context.ts';
import { countReport } from './count-report.ts';

export interface Replacement {
  snapshotId: number;
  snapRequestId: number;
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
}

/**
 * Puts snapshots into a report in place of others. The account must be held.
 * @param replacements by the snapshot they replace
 */
export async function replaceSnapshots(
  ctx: Context,
  reportId: number,
  replacements: ReadonlyMap<number, Replacement>,
): Promise<void> {
  const report = await ctx.db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow();
  const rows = report.snapshot_ids.map((id, index) => {
    const replacement = replacements.get(id);
    if (replacement) return { ...replacement, source: 0, copied: false };
    return {
      snapshotId: id,
      snapRequestId: report.snap_request_ids[index] ?? 0,
      source: report.sources[index] ?? 0,
      renderMs: report.render_ms[index] ?? 0,
      waitMs: report.wait_ms[index] ?? 0,
      screenshotMs: report.screenshot_ms[index] ?? 0,
      copied: report.copied[index] ?? false,
    };
  });
  rows.sort((a, b) => a.snapshotId - b.snapshotId);
  const again = report.again_snapshot_ids
    .map((id, index) => ({ id, image: report.again_image_ids[index] ?? 0 }))
    .filter(({ id }) => !replacements.has(id));
  await ctx.db
    .updateTable('report')
    .set({
      snapshot_ids: rows.map((row) => row.snapshotId),
      snap_request_ids: rows.map((row) => row.snapRequestId),
      sources: rows.map((row) => row.source),
      render_ms: rows.map((row) => row.renderMs),
      wait_ms: rows.map((row) => row.waitMs),
      screenshot_ms: rows.map((row) => row.screenshotMs),
      copied: rows.map((row) => row.copied),
      again_snapshot_ids: again.map(({ id }) => id),
      again_image_ids: again.map(({ image }) => image),
    })
    .where('id', '=', reportId)
    .execute();
  await countReport(ctx, reportId);
}
