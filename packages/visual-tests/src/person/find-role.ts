import type { Context } from '../context.ts';

/** What a person may do in an account; null for an account that is not theirs or does not exist. */
export async function findRole({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string; accountId: number };
}): Promise<'admin' | 'member' | null> {
  const row = await ctx.db
    .selectFrom('membership')
    .select('role')
    .where('account_id', '=', input.accountId)
    .where('user_id', '=', input.userId)
    .executeTakeFirst();
  return row?.role ?? null;
}
