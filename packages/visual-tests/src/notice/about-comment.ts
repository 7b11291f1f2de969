import type { Context } from '../context.ts';
import { namesAddress } from '../review-rules/rules.ts';
import { findPeople } from './find-people.ts';
import { type Addressee, tellPeople } from './tell-people.ts';

interface SaidComment {
  accountId: number;
  comparisonId: number;
  threadId: number;
  /** Ids of people. */
  mentions: string[];
  text: string;
  by: { userId: string; name: string };
}

/** Tells people that they were mentioned, or that something was said where it concerns them. */
export async function noticeComment(ctx: Context, said: SaidComment): Promise<void> {
  const { accountId, comparisonId, threadId, mentions, text, by } = said;
  const { author } = await ctx.db
    .selectFrom('comparison')
    .select('author')
    .where('id', '=', comparisonId)
    .executeTakeFirstOrThrow();
  const thread = await ctx.db
    .selectFrom('thread')
    .select(['component', 'variant', 'target'])
    .where('id', '=', threadId)
    .executeTakeFirstOrThrow();
  const talked = await ctx.db
    .selectFrom('comment')
    .select('by_user as userId')
    .distinct()
    .where('thread_id', '=', threadId)
    .execute();
  const people = await findPeople(ctx, accountId);
  const to: Addressee[] = people
    .filter(({ userId }) => userId !== by.userId)
    .map(({ userId, address }) => {
      const isConcerned =
        namesAddress(author, address) || talked.some((other) => other.userId === userId);
      return {
        address,
        userId,
        reasons: [
          ...(mentions.includes(userId) ? (['mentioned'] as const) : []),
          ...(isConcerned ? (['commented'] as const) : []),
        ],
      };
    });
  const name = `${thread.component} / ${thread.variant} / ${thread.target}`;
  const told = { accountId, about: { comparisonId, threadId }, quote: text };
  const [mentioned, others] = [
    to.filter(({ reasons }) => reasons.includes('mentioned')),
    to.filter(({ reasons }) => reasons.length > 0 && !reasons.includes('mentioned')),
  ];
  await tellPeople(ctx, {
    ...told,
    text: `${by.name} mentioned you about ${name}`,
    to: mentioned,
  });
  await tellPeople(ctx, { ...told, text: `${by.name} said something about ${name}`, to: others });
}
