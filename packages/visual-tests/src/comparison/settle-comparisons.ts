import { type Selectable, sql } from 'kysely';
import { chooseLatest, latestSha } from '../baseline/choose-latest.ts';
import { chooseBaseline } from '../baseline/rules.ts';
import type { Context } from '../context.ts';
import type { BaselineCandidate, ComparisonTable } from '../db/schema.ts';
import { announceComparison } from '../delivery/announce-comparison.ts';
import { UnseenPairsError } from '../diff/unseen-pairs.ts';
import { noticeComparison } from '../notice/about-comparison.ts';
import { findStandings, type Standing, trustedBy } from '../report/find-standings.ts';
import { rerenderBaseline } from '../rerendering/rerendered-baseline.ts';
import { compareReports } from './compare-reports.ts';

/**
 * Makes the comparisons of a project whose reports are ready now, and makes those again whose later
 * commit is one of `shas`, which have a new report. The account must be held. Those whose verdict needs
 * a look at pictures stay pending until somebody has looked (`diff/look-at-next.ts`).
 *
 * @param onUnseen called with those
 * @returns later commits of the comparisons that ended
 */
export async function settleComparisons(
  ctx: Context,
  projectId: number,
  shas: string[],
  onUnseen: (comparisonId: number, error: UnseenPairsError) => void = () => {},
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .leftJoin('job', (join) =>
      join
        .onRef('job.account_id', '=', 'project.account_id')
        .onRef('job.sha1', '=', 'comparison.sha1')
        .onRef('job.sha2', '=', 'comparison.sha2'),
    )
    .selectAll('comparison')
    .select('job.made_under as madeUnder')
    .where('project_id', '=', projectId)
    // A comparison that no job is about was chosen by a person.
    .where((eb) =>
      eb.or([eb('job.id', 'is not', null), eb('comparison.chosen_by', 'is not', null)]),
    )
    .where((eb) =>
      eb.or([eb('state', '=', 'pending'), sql<boolean>`comparison.sha2 = any(${shas}::text[])`]),
    )
    .orderBy('comparison.id')
    .execute();
  // In one go: many may wait for reports that will never come.
  const concerned = rows.flatMap((row) => [row.sha1, row.sha2, ...row.fallback_shas]);
  const standings = await findStandings(ctx, projectId, [...new Set(concerned)]);
  const ended: string[] = [];
  for (const row of rows) {
    try {
      if (await settleComparison(ctx, row, standings)) ended.push(row.sha2);
    } catch (error) {
      if (!(error instanceof UnseenPairsError)) throw error;
      onUnseen(row.id, error);
      await ctx.db
        .updateTable('comparison')
        .set({ state: 'pending', to_look_at: true, trace: ctx.observer.current() ?? row.trace })
        .where('id', '=', row.id)
        .execute();
    }
  }
  return ended;
}

/** @returns whether it ended now */
async function settleComparison(
  ctx: Context,
  row: Selectable<ComparisonTable> & { madeUnder: string | null },
  standings: Map<string, Standing>,
): Promise<boolean> {
  const { sha1, sha2, fallback_shas: fallbackShas } = row;
  // A person may compare anything with anything: nothing is built on it.
  const chosen = row.chosen_by !== null;
  const madeUnder = chosen ? null : row.madeUnder;
  const after = standings.get(sha2);
  if (after === undefined) return false;
  if (after.asyncReport?.state === 'failed') {
    if (row.state !== 'pending') return false;
    await failComparison(ctx, row.id, after.asyncReport.error);
    return true;
  }
  const complete = after.asyncReport === null || after.asyncReport.state === 'completed';
  if (after.reportId === null || !complete) return false;
  // Examples are carried over into the later report, which must not be somebody else's.
  if (madeUnder !== null && after.reportMadeUnder !== madeUnder) return false;
  const concerned = [sha1, ...fallbackShas].flatMap((sha) => standings.get(sha) ?? []);
  const known = new Map(concerned.map((one) => [one.sha, one]));
  const trusted = chosen ? known : trustedBy(madeUnder, known);
  const latest =
    sha1 === latestSha ? await chooseLatest(ctx, row.project_id, sha2, madeUnder) : null;
  const baseline = latest ?? chooseBaseline(sha1, sha2, fallbackShas, trusted);
  await keepTrail(ctx, row.id, baseline.trail);
  if (baseline.outcome === 'wait') return false;
  const found = { beforeReportId: baseline.reportId, afterReportId: after.reportId };
  const { open, inPlaceOf } = await rerenderBaseline(ctx, row, found);
  // One that was made before stays as it is meanwhile, for people to look at.
  if (open && row.state === 'pending') return false;
  const reports = {
    ...found,
    inPlaceOf,
    // What a person chose to compare it with puts nothing into a report.
    afterAsyncReportId: chosen ? null : (after.asyncReport?.id ?? null),
  };
  const attributes = { 'twinlens.comparison': row.id };
  await ctx.observer.span('compare', { attributes }, () =>
    compareReports(ctx, row, baseline.reason, reports),
  );
  const tookMs = Math.max(0, ctx.now().getTime() - row.created_at.getTime());
  // Made again it says nothing about how long somebody waited.
  if (row.completed_at === null) ctx.observer.happened({ kind: 'compared', tookMs });
  if (!chosen && !row.untold) {
    await announceComparison(ctx, row.project_id, row.id);
    await noticeComparison(ctx, row.id);
  }
  return true;
}

/** Kept while it waits as well: that is when people ask. */
async function keepTrail(ctx: Context, id: number, trail: BaselineCandidate[]): Promise<void> {
  const kept = JSON.stringify(trail);
  await ctx.db
    .updateTable('comparison')
    .set({ baseline_trail: kept })
    .where('id', '=', id)
    .where(sql<boolean>`baseline_trail is distinct from ${kept}::jsonb`)
    .execute();
}

async function failComparison(ctx: Context, id: number, error: string | null): Promise<void> {
  await ctx.db
    .updateTable('comparison')
    .set({ state: 'failure', error, completed_at: ctx.now() })
    .where('id', '=', id)
    .execute();
}
