import type { Operations, ResponseOf } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** How much waits, and for how long: of captures by type of target, and of deliveries. */
export async function getFigures({
  ctx,
}: {
  ctx: Context;
}): Promise<ResponseOf<Operations['getFigures']>> {
  const now = ctx.now();
  const { rows: queue } = await sql<{ type: string; waiting: number; oldest: Date }>`
    select type, count(*)::int as waiting, min(created_at) as oldest
    from snap_request where state = 'queued' group by type`.execute(ctx.db);
  const { rows: deliveries } = await sql<{ waiting: number; oldest: Date | null }>`
    select count(*)::int as waiting, min(created_at) as oldest
    from delivery where state = 'waiting'`.execute(ctx.db);
  const figure = ({ waiting, oldest }: { waiting: number; oldest: Date | null }) => ({
    waiting,
    oldestSeconds: oldest === null ? 0 : secondsBetween(oldest, now),
  });
  return {
    queue: Object.fromEntries(queue.map((row) => [row.type, figure(row)])),
    deliveries: figure(deliveries[0] ?? { waiting: 0, oldest: null }),
  };
}

const secondsBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
