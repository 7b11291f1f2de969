import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { findUnserved } from '../worker/find-unserved.ts';

/** Why reports will not come soon, by async report id: they need captures that no worker takes. */
export async function findWaits(
  ctx: Context,
  asyncReportIds: number[],
): Promise<Map<number, string>> {
  if (asyncReportIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; type: string }>`
    select distinct a.id, r.type
    from async_report a
    join async_report_request part on part.async_report_id = a.id
    join snap_request r on r.id = part.snap_request_id
    where a.id = any(${asyncReportIds}::int[]) and a.state in ('open', 'pending')
      and r.state = 'queued'
    order by a.id, r.type`.execute(ctx.db);
  const unserved = await findUnserved(
    ctx,
    rows.map(({ type }) => type),
  );
  return new Map(
    rows.flatMap(({ id, type }) => {
      const why = unserved.get(type);
      return why === undefined ? [] : [[id, why]];
    }),
  );
}
