import type { NoticeKind } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { namesAddress, noReviewRules } from '../review-rules/rules.ts';
import { countChanges, noCounts } from '../view/counts.ts';
import { changedComponents } from '../view/named-changes.ts';
import { findPeople } from './find-people.ts';
import { followsIn } from './follows.ts';
import { addressesIn, componentMatcher } from './rules.ts';
import { type Addressee, tellPeople } from './tell-people.ts';
import { titleOf } from './title.ts';

/**
 * Tells people of a comparison that was made: its author, and who owns or follows what changed, where
 * somebody has to look; and whom the build named.
 */
export async function noticeComparison(ctx: Context, comparisonId: number): Promise<void> {
  const row = await ctx.db
    .selectFrom('comparison as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .select(['project.account_id as accountId', 'project.name as project'])
    .select(['project.review_rules as rules', 'c.sha2', 'c.state', 'c.author', 'c.notify'])
    .select('c.message')
    .where('c.id', '=', comparisonId)
    .executeTakeFirstOrThrow();
  const { accountId, author } = row;
  const named = addressesIn(row.notify);
  const needsReview = row.state === 'needs-review';
  if (!needsReview && named.length === 0) return;
  const counts = (await countChanges(ctx.db, [comparisonId])).get(comparisonId) ?? noCounts;
  const changes = counts.changed + counts.added + counts.deleted;
  const people = await findPeople(ctx, accountId);
  const rules = row.rules ?? noReviewRules;
  const follows = needsReview ? await followsIn(ctx, accountId) : [];
  const components =
    needsReview && rules.owners.length + follows.length > 0
      ? await changedComponents(ctx, comparisonId)
      : [];
  const isChanged = ({ component }: { component: string }) =>
    components.some(componentMatcher(component));
  const owners = rules.owners
    .filter(isChanged)
    .flatMap((rule) => rule.people.map((address) => address.toLowerCase()));
  const followers = follows.filter(isChanged).map(({ userId }) => userId);
  const addresses = new Set([...named, ...owners, ...people.map(({ address }) => address)]);
  const to: Addressee[] = [...addresses].map((address) => {
    const userId = people.find((person) => person.address === address)?.userId ?? null;
    const reasons: NoticeKind[] = [
      ...(owners.includes(address) ? (['review-asked'] as const) : []),
      ...(userId !== null && followers.includes(userId) ? (['followed'] as const) : []),
      ...(needsReview && namesAddress(author, address) ? (['own-change'] as const) : []),
      ...(named.includes(address) ? (['compared'] as const) : []),
    ];
    return { address, userId, reasons };
  });
  const title = titleOf(row);
  const words =
    changes === 0
      ? `No changes in ${title}`
      : needsReview
        ? `${changes} ${changes === 1 ? 'change needs' : 'changes need'} review in ${title}`
        : `${changes} ${changes === 1 ? 'change' : 'changes'} in ${title}, all decided on before`;
  await tellPeople(ctx, {
    accountId,
    about: { comparisonId, threadId: null },
    text: `${row.project}: ${words}`,
    quote: null,
    to: to.filter(({ reasons }) => reasons.length > 0),
  });
}
