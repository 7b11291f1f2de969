import type { Context } from '../context.ts';
import { presentMs } from './rules.ts';

/** Forgets who has gone. */
export async function forgetAbsent({ ctx }: { ctx: Context }): Promise<void> {
  const before = new Date(ctx.now().getTime() - presentMs);
  await ctx.db.deleteFrom('presence').where('seen_at', '<', before).execute();
}
