import type { Context } from '../context.ts';
import type { SkippedExample } from '../db/schema.ts';
import { loadSnapshots, type ReportSnapshot } from './load-snapshots.ts';
import type { ReportEntry } from './rules.ts';
import { writeReport } from './write-report.ts';

/** Tells which examples were left out on purpose: everything the client named must agree. */
export function skipMatcher(skip: SkippedExample[]): (snapshot: ReportSnapshot) => boolean {
  const byComponent = Map.groupBy(skip, ({ component }) => component);
  return ({ component, variant, target }) =>
    (byComponent.get(component) ?? []).some(
      (example) =>
        (example.variant === undefined || example.variant === variant) &&
        (example.target === undefined || example.target === target),
    );
}

/**
 * Puts snapshots of another report into this one, as neither rendered nor timed.
 * @param snapshots of examples the report does not have
 */
export async function carryOver(
  ctx: Context,
  reportId: number,
  snapshots: ReportSnapshot[],
): Promise<void> {
  if (snapshots.length === 0) return;
  const report = await ctx.db
    .selectFrom('report')
    .selectAll()
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow();
  const kept = await loadSnapshots(ctx, report.snapshot_ids);
  const entries: ReportEntry[] = kept.map((snapshot, index) => ({
    ...snapshot,
    snapRequestId: report.snap_request_ids[index] ?? 0,
    renderMs: report.render_ms[index] ?? 0,
    waitMs: report.wait_ms[index] ?? 0,
    screenshotMs: report.screenshot_ms[index] ?? 0,
  }));
  const carried: ReportEntry[] = snapshots.map((snapshot) => ({
    ...snapshot,
    snapRequestId: 0,
    renderMs: 0,
    waitMs: 0,
    screenshotMs: 0,
  }));
  await writeReport(
    ctx,
    {
      projectId: report.project_id,
      sha: report.sha,
      link: report.link,
      message: report.message,
      madeUnder: report.made_under,
    },
    [...entries, ...carried],
  );
}
