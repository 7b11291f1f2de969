import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findUnserved } from '../worker/find-unserved.ts';
import { poolOfRow } from '../worker/pool.ts';

/** Why reports will not come soon, by async report id: they need captures that no worker takes. */
export async function findWaits(
  ctx: Context,
  asyncReportIds: number[],
): Promise<Map<number, string>> {
  if (asyncReportIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; pool: string }>`
    select distinct a.id, ${poolOfRow('r')} as pool
    from async_report a
    join async_report_request part on part.async_report_id = a.id
    join snap_request r on r.id = part.snap_request_id
    where a.id = any(${asyncReportIds}::int[]) and a.state in ('open', 'pending')
      and r.state = 'queued'
    order by a.id, pool`.execute(ctx.db);
  const unserved = await findUnserved(
    ctx,
    rows.map(({ pool }) => pool),
  );
  return new Map(
    rows.flatMap(({ id, pool }) => {
      const why = unserved.get(pool);
      return why === undefined ? [] : [[id, why]];
    }),
  );
}
