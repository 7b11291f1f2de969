import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { decisionOnPair, openPairs } from '../decision/open-pairs.ts';
import {
  type PairStanding,
  type StandingDecision,
  standingOfPair,
  stateOfComparison,
} from '../decision/rules.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import { noReviewRules } from '../review-rules/rules.ts';
import { countChanges, noCounts } from '../view/counts.ts';

/**
 * Brings the states of comparisons that have been made, and of their jobs, in line with what people
 * have decided. The account must be held.
 */
export async function restateComparisons(ctx: Context, comparisonIds: number[]): Promise<void> {
  for (const id of comparisonIds) {
    const { projectId, sha2 } = await restateComparison(ctx, id);
    await refreshJobs(ctx, projectId, sha2);
  }
}

/** The same for one, without its job. */
export async function restateComparison(
  ctx: Context,
  id: number,
): Promise<{ projectId: number; sha2: string }> {
  const row = await ctx.db
    .selectFrom('comparison as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .select(['c.project_id as projectId', 'c.sha2', 'project.review_rules as rules'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow();
  const counts = (await countChanges(ctx.db, [id])).get(id) ?? noCounts;
  const standings = await standingsOf(ctx, id, row.rules ?? noReviewRules);
  const idsOf = (...wanted: PairStanding[]) =>
    [...standings].flatMap(([pair, standing]) => (wanted.includes(standing) ? [pair] : []));
  const accepted = idsOf('accepted', 'remembered');
  const rejected = idsOf('rejected');
  const decided = { accepted: accepted.length, rejected: rejected.length };
  await ctx.db
    .updateTable('comparison')
    .set({
      accepted,
      rejected,
      remembered: idsOf('remembered'),
      state: stateOfComparison(counts, decided),
    })
    .where('id', '=', id)
    .execute();
  return row;
}

/** How the open pairs somebody has said anything about stand, by the id of the pair. */
async function standingsOf(
  ctx: Context,
  comparisonId: number,
  rules: Parameters<typeof standingOfPair>[2],
): Promise<Map<number, PairStanding>> {
  const { rows } = await sql<StandingDecision & { pair: number }>`
    with pair as materialized (${openPairs(comparisonId)})
    select pair.id as pair, d.kind as decision, d.by_user as by, d.comparison_id as "comparisonId"
    from pair join decision d on ${decisionOnPair}
    order by d.id desc`.execute(ctx.db);
  const byPair = Map.groupBy(rows, ({ pair }) => pair);
  return new Map(
    [...byPair].map(([pair, decisions]) => [pair, standingOfPair(decisions, comparisonId, rules)]),
  );
}
