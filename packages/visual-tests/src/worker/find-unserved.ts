import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { poolOfRow } from './pool.ts';
import { type TypeFacts, whyUnserved } from './rules.ts';

/**
 * Those that no worker captures now, with the reason; in one query.
 * @param pools as of `poolOf`
 */
export async function findUnserved(ctx: Context, pools: string[]): Promise<Map<string, string>> {
  const unserved = new Map<string, string>();
  if (pools.length === 0) return unserved;
  const { rows } = await sql<TypeFacts>`
    select wanted.type, worker_type.seen_at as "seenAt",
      exists (select from snap_request r where r.state = 'leased' and ${poolOfRow('r')} = wanted.type) as "atWork",
      (
        select refusal ->> 'why' from worker, jsonb_array_elements(refused) as refusal
        where starts_with(reverse(wanted.type), reverse(' in ' || (refusal ->> 'browser')))
        limit 1
      ) as refused
    from unnest(${[...new Set(pools)]}::text[]) as wanted (type)
    left join worker_type on worker_type.type = wanted.type
    where wanted.type <> 'extends-report'`.execute(ctx.db);
  for (const facts of rows) {
    const why = whyUnserved(facts, ctx.now());
    if (why !== null) unserved.set(facts.type, why);
  }
  return unserved;
}
