import type { Context } from '../context.ts';

/** The key of the names an account's images and snapshots have outside; never leaves the server. */
export async function imageKeyOf(ctx: Context, accountId: number): Promise<Uint8Array> {
  const { image_key: key } = await ctx.db
    .selectFrom('account')
    .select('image_key')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return key;
}
