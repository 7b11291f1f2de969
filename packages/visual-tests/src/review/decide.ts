import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import { changedPairs } from '../comparison/changed-pairs.ts';
import type { Context, PersonCaller } from '../context.ts';
import { type ComparisonView, getComparisonById } from '../view/comparison.ts';
import { requireDecidable } from './require-decidable.ts';
import { restateComparisons } from './restate-comparisons.ts';

interface ReviewInput {
  caller: PersonCaller;
  comparisonId: number;
}

/**
 * Stores a person's verdict on everything that changed, pair by pair, and takes an earlier verdict
 * back. Pairs that are ignored, unstable or tolerated are not part of it.
 *
 * @throws TwinlensError `not_found`; `conflict` while there is nothing to decide on
 */
export async function decideComparison({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReviewInput & { decision: 'accepted' | 'rejected'; comment?: string | undefined };
}): Promise<ComparisonView> {
  const { caller, comparisonId, decision } = input;
  const { accountId, userId, name } = caller;
  const now = ctx.now();
  await inAccount(ctx, accountId, async (inner) => {
    await requireDecidable(inner, { accountId, comparisonId });
    await takeBack(inner, input);
    const review = await inner.db
      .insertInto('review')
      .values({
        comparison_id: comparisonId,
        decision,
        comment: input.comment ?? null,
        by_user: userId,
        by_name: name,
        at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await sql`
      insert into decision (project_id, component, variant, target, before_image, after_image,
        kind, review_id, comparison_id, by_user, by_name, at)
      select one.project_id, one.component, one.variant, one.target, b.image_id, a.image_id,
        ${decision}, ${review.id}, ${comparisonId}, ${userId}, ${name}, ${now}
      from (
        ${changedPairs(comparisonId, 'changed')}
        union all
        select null, unnest(added) from comparison where id = ${comparisonId}
        union all
        select unnest(deleted), null from comparison where id = ${comparisonId}
      ) pair
      left join snapshot b on b.id = pair.before_id
      left join snapshot a on a.id = pair.after_id
      join snapshot one on one.id = coalesce(pair.after_id, pair.before_id)`.execute(inner.db);
    await restateComparisons(inner, [comparisonId]);
  });
  return getComparisonById({ ctx, input: { accountId, comparisonId } });
}

/**
 * Takes the standing verdict back; it stays in the history.
 *
 * @throws TwinlensError `not_found`; `conflict` when there is none
 */
export async function undoDecision({
  ctx,
  input,
}: {
  ctx: Context;
  input: ReviewInput;
}): Promise<ComparisonView> {
  const { caller, comparisonId } = input;
  const { accountId } = caller;
  await inAccount(ctx, accountId, async (inner) => {
    await requireDecidable(inner, { accountId, comparisonId });
    if (!(await takeBack(inner, input))) {
      throw new TwinlensError('conflict', 'there is no decision on this comparison to undo');
    }
    await restateComparisons(inner, [comparisonId]);
  });
  return getComparisonById({ ctx, input: { accountId, comparisonId } });
}

/** Whether there was a verdict to take back. */
async function takeBack(
  { db, now }: Context,
  { caller, comparisonId }: ReviewInput,
): Promise<boolean> {
  const undone = await db
    .updateTable('review')
    .set({ undone_by_name: caller.name, undone_at: now() })
    .where('comparison_id', '=', comparisonId)
    .where('undone_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (undone === undefined) return false;
  await db
    .updateTable('decision')
    .set({ undone_at: now() })
    .where('review_id', '=', undone.id)
    .where('undone_at', 'is', null)
    .execute();
  return true;
}
