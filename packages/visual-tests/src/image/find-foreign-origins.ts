import type { Context } from '../context.ts';

/** Origins whose pictures the accounts of a person show; their pages may load from these. */
export async function findForeignOrigins({
  ctx,
  input,
}: {
  ctx: Context;
  input: { userId: string };
}): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('image_origin')
    .innerJoin('membership', 'membership.account_id', 'image_origin.account_id')
    .select('origin')
    .distinct()
    .where('membership.user_id', '=', input.userId)
    .orderBy('origin')
    .execute();
  return rows.map(({ origin }) => origin);
}
