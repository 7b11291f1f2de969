import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { noReviewRules, type ReviewRules } from '../review-rules/rules.ts';
import { noSuchComparison } from '../view/comparison.ts';

/** By whose rules a comparison is decided on, and whose changes it shows. */
export interface Decidable {
  rules: ReviewRules;
  /** As the client sent it. */
  author: string | null;
}

/**
 * Lets only comparisons pass that have been made.
 *
 * @throws TwinlensError `not_found`; `conflict` when there is nothing to decide on yet, or never will
 */
export async function requireDecidable(
  ctx: Context,
  { accountId, comparisonId }: { accountId: number; comparisonId: number },
): Promise<Decidable> {
  const row = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .select(['comparison.state', 'comparison.error', 'comparison.author'])
    .select('project.review_rules as rules')
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
  return { rules: row.rules ?? noReviewRules, author: row.author };
}
