import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { whyUnserved } from './rules.ts';

/** Those of the types that no worker captures now, with the reason; in one query. */
export async function findUnserved(ctx: Context, types: string[]): Promise<Map<string, string>> {
  const unserved = new Map<string, string>();
  if (types.length === 0) return unserved;
  const { rows } = await sql<{ type: string; seenAt: Date | null; atWork: boolean }>`
    select wanted.type, worker_type.seen_at as "seenAt",
      exists (select from snap_request r where r.state = 'leased' and r.type = wanted.type) as "atWork"
    from unnest(${[...new Set(types)]}::text[]) as wanted (type)
    left join worker_type on worker_type.type = wanted.type
    where wanted.type <> 'extends-report'`.execute(ctx.db);
  for (const facts of rows) {
    const why = whyUnserved(facts, ctx.now());
    if (why !== null) unserved.set(facts.type, why);
  }
  return unserved;
}
