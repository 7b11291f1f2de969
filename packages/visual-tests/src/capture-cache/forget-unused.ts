import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { unusedMs } from './rules.ts';

/** Forgets passes that nothing was copied from for long; pictures stay where they are shown. */
export async function forgetUnusedPasses({ ctx }: { ctx: Context }): Promise<void> {
  const before = new Date(ctx.now().getTime() - unusedMs);
  await sql`
    delete from capture_pass where id in (
      select id from capture_pass where used_at < ${before} limit 1000
    )`.execute(ctx.db);
}
