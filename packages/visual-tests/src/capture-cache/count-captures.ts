import { sql } from 'kysely';
import type { Context } from '../context.ts';

export interface CaptureCounts {
  /** Pictures copied, and pictures rendered for a result. */
  hits: number;
  misses: number;
  /** Pictures rendered again after they had been copied, and how many of them differed. */
  audits: number;
  disagreements: number;
}

/** Adds to what is counted for an account today, in UTC. */
export async function countCaptures(
  ctx: Context,
  accountId: number,
  { hits = 0, misses = 0, audits = 0, disagreements = 0 }: Partial<CaptureCounts>,
): Promise<void> {
  const day = ctx.now().toISOString().slice(0, 10);
  await sql`
    insert into capture_cache_day as today (account_id, day, hits, misses, audits, disagreements)
    values (${accountId}, ${day}, ${hits}, ${misses}, ${audits}, ${disagreements})
    on conflict (account_id, day) do update set
      hits = today.hits + excluded.hits,
      misses = today.misses + excluded.misses,
      audits = today.audits + excluded.audits,
      disagreements = today.disagreements + excluded.disagreements`.execute(ctx.db);
}
