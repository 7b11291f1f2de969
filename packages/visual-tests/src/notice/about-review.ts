import type { Context } from '../context.ts';
import { namesAddress } from '../review-rules/rules.ts';
import { findPeople } from './find-people.ts';
import { tellPeople } from './tell-people.ts';
import { titleOf } from './title.ts';

/** Tells the author of a change that others have decided on all of it, or rejected some of it. */
export async function noticeReview(ctx: Context, reviewId: number): Promise<void> {
  const row = await ctx.db
    .selectFrom('review')
    .innerJoin('comparison as c', 'c.id', 'review.comparison_id')
    .innerJoin('project', 'project.id', 'c.project_id')
    .select(['review.comment', 'review.by_user as byUser', 'review.by_name as byName'])
    .select(['c.id', 'c.state', 'c.author', 'c.message', 'c.sha2'])
    .select(['project.account_id as accountId', 'project.name as project'])
    .where('review.id', '=', reviewId)
    .executeTakeFirstOrThrow();
  if (row.state !== 'success' && row.state !== 'failure') return;
  const people = await findPeople(ctx, row.accountId);
  const authors = people.filter(
    ({ address, userId }) => userId !== row.byUser && namesAddress(row.author, address),
  );
  const verdict = row.state === 'success' ? 'accepted' : 'rejected';
  await tellPeople(ctx, {
    accountId: row.accountId,
    about: { comparisonId: row.id, threadId: null },
    text: `${row.project}: ${row.byName} ${verdict} ${titleOf(row)}`,
    quote: row.comment,
    to: authors.map(({ address, userId }) => ({ address, userId, reasons: ['decided'] })),
  });
}
