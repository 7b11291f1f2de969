import type { Context } from '../context.ts';
import { emailOf } from '../person/email-of.ts';
import { noReviewRules } from '../review-rules/rules.ts';
import type { Ownership } from './change-filters.ts';
import { noSuchComparison } from './comparison.ts';

interface Listed {
  beforeReportId: number | null;
  afterReportId: number | null;
  ownership: Ownership;
}

/**
 * The comparison whose rows somebody asks for.
 *
 * @throws TwinlensError `not_found`
 */
export async function findListed(
  ctx: Context,
  input: { accountId: number; comparisonId: number; userId: string },
): Promise<Listed> {
  const row = await ctx.db
    .selectFrom('comparison')
    .innerJoin('project', 'project.id', 'comparison.project_id')
    .select(['before_report_id as beforeReportId', 'after_report_id as afterReportId'])
    .select('project.review_rules as rules')
    .where('comparison.id', '=', input.comparisonId)
    .where('project.account_id', '=', input.accountId)
    .executeTakeFirst();
  if (row === undefined) throw noSuchComparison();
  const { rules, ...reports } = row;
  const { owners } = rules ?? noReviewRules;
  // Where nobody owns anything, nobody has to be known.
  const email = owners.length === 0 ? '' : await emailOf(ctx, input.userId);
  return { ...reports, ownership: { owners, email } };
}
