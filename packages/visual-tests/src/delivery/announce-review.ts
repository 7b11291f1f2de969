import type { Context } from '../context.ts';
import { comparisonUrl } from '../view/urls.ts';
import { announceEvent } from './announce-event.ts';
import { projectOf } from './project-of.ts';

/** Tells webhooks that somebody decided on a comparison, or took that back. */
export async function announceReview(ctx: Context, reviewId: number): Promise<void> {
  const review = await ctx.db
    .selectFrom('review')
    .innerJoin('comparison as c', 'c.id', 'review.comparison_id')
    .select(['review.decision', 'review.comment', 'review.pairs', 'review.by_name as by'])
    .select(['review.at', 'review.undone_at as undoneAt', 'review.undone_by_name as undoneBy'])
    .select(['c.id', 'c.project_id as projectId', 'c.sha1', 'c.sha2', 'c.state'])
    .where('review.id', '=', reviewId)
    .executeTakeFirstOrThrow();
  const { projectId, sha1, sha2, decision, pairs, by, undoneBy } = review;
  await announceEvent(ctx, projectId, 'comparison.reviewed', async () => {
    const { accountId, project } = await projectOf(ctx, projectId);
    const url = comparisonUrl(ctx, accountId, projectId, review);
    const what = `${pairs} ${pairs === 1 ? 'change' : 'changes'} of ${sha2.slice(0, 10)}`;
    const text =
      undoneBy === null
        ? `${project.name}: ${by} ${decision} ${what}`
        : `${project.name}: ${undoneBy} took back that ${what} were ${decision}`;
    return {
      type: 'event',
      body: {
        type: 'comparison.reviewed',
        text,
        data: {
          project,
          comparison: { id: review.id, sha1, sha2, state: review.state, url },
          decision,
          comment: review.comment,
          changes: pairs,
          by,
          at: review.at.toISOString(),
          undone: undoneBy && { by: undoneBy, at: review.undoneAt?.toISOString() },
        },
      },
    };
  });
}
