import { type ReviewScope, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { openPairs } from '../decision/open-pairs.ts';
import { announceReview } from '../delivery/announce-review.ts';
import { noticeReview } from '../notice/about-review.ts';
import { emailOf } from '../person/email-of.ts';
import { likePattern, ownership, requireDecider } from '../review-rules/rules.ts';
import { type ComparisonView, getComparisonById } from '../view/comparison.ts';
import { requireDecidable } from './require-decidable.ts';
import { restateSharing } from './restate-sharing.ts';
import { inScope, keptScope } from './scope.ts';

interface DecideInput {
  caller: PersonCaller;
  comparisonId: number;
  decision: 'accepted' | 'rejected';
  comment?: string | undefined;
  scope: ReviewScope;
}

/**
 * Stores what a person says about pairs of pictures that changed, each by itself, in one act. What was
 * said before stays below it. Pairs that are ignored, unstable or tolerated are not part of it, nor,
 * where more than single snapshots are accepted, those whose owners are others.
 *
 * @throws TwinlensError `not_found`; `forbidden` by the rules of the project; `conflict` while there
 *   is nothing to decide on, or not all of the snapshots that were named
 */
export async function decideComparison({
  ctx,
  input,
}: {
  ctx: Context;
  input: DecideInput;
}): Promise<ComparisonView> {
  const { caller, comparisonId, decision, scope } = input;
  const { accountId, userId, name } = caller;
  const now = ctx.now();
  await inAccount(ctx, accountId, async (inner) => {
    const { rules, author } = await requireDecidable(inner, { accountId, comparisonId });
    const decider = { role: caller.role, email: await emailOf(inner, userId) };
    requireDecider(rules, decider, decision, author);
    const { own, ofOthers } =
      decision === 'accepted' ? ownership(rules, decider) : { own: [], ofOthers: [] };
    const { id } = await inner.db
      .insertInto('review')
      .values({
        comparison_id: comparisonId,
        decision,
        comment: input.comment ?? null,
        by_user: userId,
        by_name: name,
        at: now,
        scope: JSON.stringify(keptScope(scope)),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { rows } = await sql<{ id: number }>`
      with pair as materialized (${openPairs(comparisonId)})
      insert into decision (project_id, component, variant, target, before_image, after_image,
        kind, review_id, comparison_id, by_user, by_name, at)
      select pair.project_id, pair.component, pair.variant, pair.target, pair.before_image,
        pair.after_image, ${decision}, ${id}, ${comparisonId}, ${userId}, ${name}, ${now}
      from pair, comparison c
      where c.id = ${comparisonId} and ${inScope(scope)}
        and (pair.component like any(${own.map(likePattern)}::text[])
          or pair.component not like all(${ofOthers.map(likePattern)}::text[]))
      returning id`.execute(inner.db);
    requireAll(scope, rows.length, ofOthers);
    await inner.db.updateTable('review').set({ pairs: rows.length }).where('id', '=', id).execute();
    await restateSharing(inner, { comparisonId, reviewId: id });
    await announceReview(inner, id);
    await noticeReview(inner, id);
  });
  return getComparisonById({ ctx, input: { accountId, comparisonId } });
}

/** Undoes the transaction where people would believe to have decided on more than they have. */
function requireAll(scope: ReviewScope, decided: number, others: string[]): void {
  const wanted = scope.kind === 'snapshots' ? new Set(scope.ids).size : 1;
  if (decided >= wanted) return;
  if (others.length > 0) {
    throw new TwinlensError(
      'forbidden',
      `others have to accept this, or there is nothing to decide on: components like ${others.join(', ')} have owners`,
    );
  }
  throw new TwinlensError(
    'conflict',
    scope.kind === 'snapshots'
      ? 'not all of these snapshots need a decision here (any more): load the page again'
      : 'there is nothing here that needs a decision',
  );
}
