import { type Selectable, sql } from 'kysely';
import { chooseBaseline } from '../baseline/rules.ts';
import type { Context } from '../context.ts';
import type { ComparisonTable } from '../db/schema.ts';
import { findStandings } from '../report/find-standings.ts';
import { compareReports } from './compare-reports.ts';

/**
 * Makes the comparisons of a project whose reports are ready now, and makes those again whose later
 * commit is one of `shas`, which have a new report. The account must be held.
 *
 * @returns later commits of the comparisons looked at
 */
export async function settleComparisons(
  ctx: Context,
  projectId: number,
  shas: string[],
): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('comparison')
    .selectAll()
    .where('project_id', '=', projectId)
    .where((eb) => eb.or([eb('state', '=', 'pending'), sql<boolean>`sha2 = any(${shas}::text[])`]))
    .orderBy('id')
    .execute();
  for (const row of rows) await settleComparison(ctx, row);
  return rows.map((row) => row.sha2);
}

async function settleComparison(ctx: Context, row: Selectable<ComparisonTable>): Promise<void> {
  const { sha1, sha2, fallback_shas: fallbackShas } = row;
  const standings = await findStandings(ctx, row.project_id, [sha1, sha2, ...fallbackShas]);
  const after = standings.get(sha2);
  if (after === undefined) return;
  if (after.asyncReport?.state === 'failed') {
    if (row.state === 'pending') await failComparison(ctx, row.id, after.asyncReport.error);
    return;
  }
  const complete = after.asyncReport === null || after.asyncReport.state === 'completed';
  if (after.reportId === null || !complete) return;
  const baseline = chooseBaseline(sha1, sha2, fallbackShas, standings);
  if (baseline.outcome === 'wait') return;
  await compareReports(ctx, row, baseline.reason, {
    beforeReportId: baseline.reportId,
    afterReportId: after.reportId,
    afterAsyncReportId: after.asyncReport?.id ?? null,
  });
}

async function failComparison(ctx: Context, id: number, error: string | null): Promise<void> {
  await ctx.db
    .updateTable('comparison')
    .set({ state: 'failure', error, completed_at: ctx.now() })
    .where('id', '=', id)
    .execute();
}
