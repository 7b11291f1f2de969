import type { DestinationKind } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { silenceMs } from '../worker/rules.ts';
import type { WorkerState } from '../worker/tables.ts';

export interface Backlog {
  /** Captures by type of target. */
  captures: { target: string; waiting: number; leased: number; oldest: Date | null }[];
  /** What is to be told, by kind of destination. */
  deliveries: { kind: DestinationKind; waiting: number; oldest: Date }[];
  /** Hosts that are left alone for a while, as they do not answer. */
  silentHosts: number;
  /** Those that asked for work within ten minutes, or are at a capture. */
  workers: { state: WorkerState; count: number }[];
}

/** What waits in the whole installation. Says nothing of accounts. */
export async function readBacklog({ ctx }: { ctx: Context }): Promise<Backlog> {
  const { db } = ctx;
  const { rows: captures } = await sql<Backlog['captures'][number]>`
    select type as target, count(*) filter (where state = 'queued')::int as waiting,
      count(*) filter (where state = 'leased')::int as leased,
      min(created_at) filter (where state = 'queued') as oldest
    from snap_request where state in ('queued', 'leased') group by type`.execute(db);
  const { rows: deliveries } = await sql<Backlog['deliveries'][number]>`
    select t.kind, count(*)::int as waiting, min(d.created_at) as oldest
    from delivery d join destination t on t.id = d.destination_id
    where d.state = 'waiting' group by t.kind`.execute(db);
  const { silentHosts } = await db
    .selectFrom('silent_host')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('silentHosts'))
    .where('until', '>', ctx.now())
    .executeTakeFirstOrThrow();
  const since = new Date(ctx.now().getTime() - silenceMs);
  const workers = await db
    .selectFrom('worker')
    .select('state')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where((eb) =>
      eb.or([
        eb('seen_at', '>', since),
        eb.exists(
          eb
            .selectFrom('snap_request')
            .select('snap_request.id')
            .whereRef('snap_request.worker_id', '=', 'worker.id')
            .where('snap_request.state', '=', 'leased'),
        ),
      ]),
    )
    .groupBy('state')
    .execute();
  return { captures, deliveries, silentHosts, workers };
}
