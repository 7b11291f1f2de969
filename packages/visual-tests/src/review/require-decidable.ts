import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { noSuchComparison } from '../view/comparison.ts';

/**
 * Lets only comparisons pass that have been made.
 *
 * @throws TwinlensError `not_found`; `conflict` when there is nothing to decide on yet, or never will
 */
export async function requireDecidable(
  ctx: Context,
  { accountId, comparisonId }: { accountId: number; comparisonId: number },
): Promise<void> {
  const row = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .select(['comparison.state', 'comparison.error'])
    .where('comparison.id', '=', comparisonId)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw noSuchComparison();
  if (row.state === 'pending') {
    throw new TwinlensError(
      'conflict',
      'the pictures are still being taken: decide when the comparison is complete',
    );
  }
  if (row.error !== null) {
    throw new TwinlensError(
      'conflict',
      'this comparison failed, so there is nothing to decide on: mend that and run it again',
    );
  }
}
