import { TwinlensError } from '@twinlens/contract';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { announceReview } from '../delivery/announce-review.ts';
import { type ComparisonView, getComparisonById } from '../view/comparison.ts';
import { requireDecidable } from './require-decidable.ts';
import { restateSharing } from './restate-sharing.ts';

interface UndoInput {
  caller: PersonCaller;
  comparisonId: number;
  /** Null for the newest that stands. */
  reviewId: number | null;
}

/**
 * Takes back what somebody decided in one act; it stays in the history, and what was decided before
 * shows again.
 *
 * @throws TwinlensError `not_found`; `conflict` when it does not stand
 */
export async function undoDecision({
  ctx,
  input,
}: {
  ctx: Context;
  input: UndoInput;
}): Promise<ComparisonView> {
  const { caller, comparisonId } = input;
  const { accountId, name } = caller;
  await inAccount(ctx, accountId, async (inner) => {
    await requireDecidable(inner, { accountId, comparisonId });
    const reviewId = await findStanding(inner, input);
    const undone = { undone_at: ctx.now() };
    await inner.db
      .updateTable('review')
      .set({ ...undone, undone_by_name: name })
      .where('id', '=', reviewId)
      .execute();
    await inner.db
      .updateTable('decision')
      .set(undone)
      .where('review_id', '=', reviewId)
      .where('undone_at', 'is', null)
      .execute();
    await restateSharing(inner, { comparisonId, reviewId });
    await announceReview(inner, reviewId);
  });
  return getComparisonById({ ctx, input: { accountId, comparisonId } });
}

async function findStanding(
  { db }: Context,
  { comparisonId, reviewId }: UndoInput,
): Promise<number> {
  const reviews = await db
    .selectFrom('review')
    .select(['id', 'undone_at as undoneAt'])
    .where('comparison_id', '=', comparisonId)
    .orderBy('id', 'desc')
    .execute();
  const found = reviews.find(({ id, undoneAt }) =>
    reviewId === null ? undoneAt === null : id === reviewId,
  );
  if (found === undefined && reviewId !== null) {
    throw new TwinlensError('not_found', 'there is no such decision on this comparison');
  }
  if (found === undefined || found.undoneAt !== null) {
    throw new TwinlensError('conflict', 'there is no decision on this comparison to undo');
  }
  return found.id;
}
