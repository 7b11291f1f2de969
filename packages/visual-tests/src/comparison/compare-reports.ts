import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { BaselineReason, ComparisonTable } from '../db/schema.ts';
import { carryOver } from '../report/carry-over.ts';
import { findSkipped } from '../report/find-skipped.ts';
import { loadSnapshots } from '../report/load-snapshots.ts';
import { exampleMatcher } from '../report/match-examples.ts';
import { restateComparison } from '../review/restate-comparisons.ts';
import { findIdentical } from './find-identical.ts';
import { findPolicy, findTolerated } from './find-tolerated.ts';
import { findUnstable } from './find-unstable.ts';
import { mergeSnapshotIds, pairByName } from './rules.ts';

interface Reports {
  /** Null when there is no baseline. */
  beforeReportId: number | null;
  afterReportId: number;
  /** Snapshots of the baseline, and what they look like in the browsers of the later report. */
  inPlaceOf: ReadonlyMap<number, number>;
  /** How the later report was made; knows what was skipped. */
  afterAsyncReportId: number | null;
}

/**
 * Compares two finished reports and writes down what differs. Examples the later run skipped are
 * carried over into its report from the baseline. What people decided on a pair of
 * pictures stands wherever it comes again.
 *
 * @throws UnjudgedPairsError or UnseenPairsError when pictures have to be looked at first
 */
export async function compareReports(
  ctx: Context,
  row: Selectable<ComparisonTable>,
  reason: BaselineReason,
  reports: Reports,
): Promise<void> {
  const earlier = await snapshotIds(ctx, reports.beforeReportId);
  const before = earlier.map((id) => reports.inPlaceOf.get(id) ?? id).toSorted((a, b) => a - b);
  const after = await snapshotIds(ctx, reports.afterReportId);
  const merged = mergeSnapshotIds(before, after);
  const pairs = pairByName(
    await loadSnapshots(ctx, merged.onlyBefore),
    await loadSnapshots(ctx, merged.onlyAfter),
  );
  // Before anything is written: somebody may have to look at pictures first.
  const identical = await findIdentical(ctx, pairs.changed);
  const changed = pairs.changed.filter(({ after }) => !identical.has(after.id));
  const unstable = new Set(await findUnstable(ctx, changed, reports));
  const stable = changed.filter(({ after }) => !unstable.has(after.id));
  const policy = await findPolicy(ctx, row);
  const tolerated = await findTolerated(ctx, policy, stable);
  const { afterAsyncReportId: runId } = reports;
  const wasSkipped = exampleMatcher(runId === null ? [] : await findSkipped(ctx, runId));
  const carried = pairs.deleted.filter(wasSkipped);
  const deleted = pairs.deleted.filter((snapshot) => !wasSkipped(snapshot));
  await carryOver(ctx, reports.afterReportId, reason.sha ?? row.sha1, carried);

  await ctx.db
    .updateTable('comparison')
    .set({
      changed_before: changed.map((pair) => pair.before.id),
      changed_after: changed.map((pair) => pair.after.id),
      added: pairs.added.map((snapshot) => snapshot.id),
      deleted: deleted.map((snapshot) => snapshot.id),
      unstable: [...unstable],
      tolerated: tolerated.map(({ id }) => id),
      tolerated_why: tolerated.map(({ why }) => why),
      policy: JSON.stringify({ ...policy, rules: policy.rules.length }),
      to_look_at: changed.length > 0,
      trace: ctx.observer.current() ?? row.trace,
      state: 'needs-review',
      error: null,
      baseline: JSON.stringify(reason),
      before_report_id: reports.beforeReportId,
      after_report_id: reports.afterReportId,
      unchanged_count: merged.unchangedCount + identical.size + carried.length,
      completed_at: ctx.now(),
    })
    .where('id', '=', row.id)
    .execute();
  await restateComparison(ctx, row.id);
}

async function snapshotIds(ctx: Context, reportId: number | null): Promise<number[]> {
  if (reportId === null) return [];
  const report = await ctx.db
    .selectFrom('report')
    .select('snapshot_ids')
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow();
  return report.snapshot_ids;
}
