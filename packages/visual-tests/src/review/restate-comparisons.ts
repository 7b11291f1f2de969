import type { Context } from '../context.ts';
import { stateOfComparison } from '../decision/rules.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { countChanges, noCounts } from '../view/counts.ts';

/**
 * Brings the states of comparisons that have been made, and of their jobs, in line with what people
 * have decided. The account must be held.
 */
export async function restateComparisons(ctx: Context, comparisonIds: number[]): Promise<void> {
  if (comparisonIds.length === 0) return;
  const counts = await countChanges(ctx.db, comparisonIds);
  const rows = await ctx.db
    .selectFrom('comparison as c')
    .leftJoin('review', (join) =>
      join.onRef('review.comparison_id', '=', 'c.id').on('review.undone_at', 'is', null),
    )
    .select(['c.id', 'c.project_id', 'c.sha2', 'review.decision'])
    .where('c.id', 'in', comparisonIds)
    .execute();
  for (const { id, project_id: projectId, sha2, decision } of rows) {
    const state = stateOfComparison(counts.get(id) ?? noCounts, decision);
    await ctx.db.updateTable('comparison').set({ state }).where('id', '=', id).execute();
    await refreshJobs(ctx, projectId, sha2);
  }
}
