import type { Context } from '../context.ts';

/** Nobody looks for what was said longer ago. Milliseconds. */
const keptMs = 90 * 24 * 60 * 60_000;

export async function forgetOldNotices({ ctx }: { ctx: Context }): Promise<void> {
  await ctx.db
    .deleteFrom('notice')
    .where('at', '<', new Date(ctx.now().getTime() - keptMs))
    .execute();
}
