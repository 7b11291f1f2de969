import type { Context } from '../context.ts';

/** Workers that nobody has heard of for so long are gone. Days. */
const goneDays = 7;

/** Takes workers off the list that have been gone for a week. What they captured stays. */
export async function forgetGone({ ctx }: { ctx: Context }): Promise<void> {
  const since = new Date(ctx.now().getTime() - goneDays * 24 * 60 * 60 * 1000);
  await ctx.db.deleteFrom('worker').where('seen_at', '<', since).execute();
}
