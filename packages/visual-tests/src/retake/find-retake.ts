import type { Context } from '../context.ts';

/** The request that this one does once more; null when it is none of those. */
export async function findRetaken(ctx: Context, snapRequestId: number): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('retake')
    .select('retake_of')
    .where('snap_request_id', '=', snapRequestId)
    .executeTakeFirst();
  return row?.retake_of ?? null;
}
