import type { Operations, ResponseOf } from '@twinlens/contract';
import type { Context } from '../context.ts';

/** Who is in an account, by name. */
export async function listPeople({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number };
}): Promise<ResponseOf<Operations['listPeople']>> {
  const people = await ctx.db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.user_id')
    .select(['person.id', 'person.name'])
    .where('membership.account_id', '=', input.accountId)
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
  return { people };
}
