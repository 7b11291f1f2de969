import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { BaselineReason, ComparisonTable } from '../db/schema.ts';
import { stateOfComparison } from '../decision/rules.ts';
import { carryOver } from '../report/carry-over.ts';
import { findSkipped } from '../report/find-skipped.ts';
import { loadSnapshots } from '../report/load-snapshots.ts';
import { exampleMatcher } from '../report/match-examples.ts';
import { countFlaky } from './count-flaky.ts';
import { findPolicy, findTolerated } from './find-tolerated.ts';
import { findUnstable } from './find-unstable.ts';
import { mergeSnapshotIds, pairByName } from './rules.ts';

interface Reports {
  /** Null when there is no baseline. */
  beforeReportId: number | null;
  afterReportId: number;
  /** How the later report was made; knows what was skipped. */
  afterAsyncReportId: number | null;
}

/**
 * Compares two finished reports and writes down what differs. Examples the later run skipped are
 * carried over into its report from the baseline. A decision somebody took stands as long as the
 * differences are the ones it was taken on.
 *
 * @throws UnjudgedPairsError or UnseenPairsError when pictures have to be looked at first
 */
export async function compareReports(
  ctx: Context,
  row: Selectable<ComparisonTable>,
  reason: BaselineReason,
  reports: Reports,
): Promise<void> {
  const before = await snapshotIds(ctx, reports.beforeReportId);
  const after = await snapshotIds(ctx, reports.afterReportId);
  const merged = mergeSnapshotIds(before, after);
  const pairs = pairByName(
    await loadSnapshots(ctx, merged.onlyBefore),
    await loadSnapshots(ctx, merged.onlyAfter),
  );
  // Before anything is written: somebody may have to look at pictures first.
  const unstable = new Set(await findUnstable(ctx, pairs.changed, reports));
  const stable = pairs.changed.filter(({ after }) => !unstable.has(after.id));
  const policy = await findPolicy(ctx, row);
  const tolerated = await findTolerated(ctx, policy, stable);
  const { afterAsyncReportId: runId } = reports;
  const wasSkipped = exampleMatcher(runId === null ? [] : await findSkipped(ctx, runId));
  const carried = pairs.deleted.filter(wasSkipped);
  const deleted = pairs.deleted.filter((snapshot) => !wasSkipped(snapshot));
  await carryOver(ctx, reports.afterReportId, reason.sha ?? row.sha1, carried);

  const content = {
    changed_before: pairs.changed.map((pair) => pair.before.id),
    changed_after: pairs.changed.map((pair) => pair.after.id),
    added: pairs.added.map((snapshot) => snapshot.id),
    deleted: deleted.map((snapshot) => snapshot.id),
  };
  const unchanged = merged.unchangedCount + carried.length;
  const ignored = await countFlaky(ctx, row.project_id, pairs.changed);
  const stableCount = stable.length - (await countFlaky(ctx, row.project_id, stable));
  const passing = new Set(tolerated.map(({ id }) => id));
  const open = stable.filter(({ after }) => !passing.has(after.id));
  const changed = open.length - (await countFlaky(ctx, row.project_id, open));
  const counts = {
    changed,
    added: pairs.added.length,
    deleted: deleted.length,
    unchanged,
    ignored,
    unstable: pairs.changed.length - ignored - stableCount,
    tolerated: stableCount - changed,
  };
  if (!sameContent(row, content)) await takeBackReviews(ctx, row.id);
  await ctx.db
    .updateTable('comparison')
    .set({
      ...content,
      unstable: [...unstable],
      tolerated: tolerated.map(({ id }) => id),
      tolerated_why: tolerated.map(({ why }) => why),
      policy: JSON.stringify({ ...policy, rules: policy.rules.length }),
      to_look_at: pairs.changed.length > 0,
      state: stateOfComparison(counts, await findVerdict(ctx, row.id)),
      error: null,
      baseline: JSON.stringify(reason),
      before_report_id: reports.beforeReportId,
      after_report_id: reports.afterReportId,
      unchanged_count: unchanged,
      completed_at: ctx.now(),
    })
    .where('id', '=', row.id)
    .execute();
}

/** A verdict on pictures that are no longer the ones compared is none. */
async function takeBackReviews(ctx: Context, comparisonId: number): Promise<void> {
  await ctx.db
    .updateTable('review')
    .set({ undone_at: ctx.now(), undone_by_name: 'a new report' })
    .where('comparison_id', '=', comparisonId)
    .where('undone_at', 'is', null)
    .execute();
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

/** The decision that stands, whenever it was taken. */
async function findVerdict(ctx: Context, comparisonId: number) {
  const review = await ctx.db
    .selectFrom('review')
    .select('decision')
    .where('comparison_id', '=', comparisonId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return review?.decision ?? null;
}

type Content = Pick<
  Selectable<ComparisonTable>,
  'changed_before' | 'changed_after' | 'added' | 'deleted'
>;

function sameContent(row: Content, content: Content): boolean {
  const textOf = ({ changed_before, changed_after, added, deleted }: Content) =>
    JSON.stringify([changed_before, changed_after, added, deleted]);
  return textOf(row) === textOf(content);
}
