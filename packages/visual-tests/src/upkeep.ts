import type { Context } from './context.ts';

/** One round of everything that happens because time has passed. Safe to run anywhere, any time. */
export async function upkeep({ ctx }: { ctx: Context }): Promise<void> {
  await ctx.db.selectFrom('account').select('id').limit(1).execute();
}
