import { sql } from 'kysely';
import type { Context, WorkerCaller } from '../context.ts';
import type { WorkerState } from './tables.ts';

export interface NotedWorker {
  id: number;
  state: WorkerState;
  reason: string | null;
  outOfService: string | null;
}

/** Remembers that a worker is there, and what it asks for, as of `poolOf`. */
export async function noteWorker({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: WorkerCaller; name: string; types: readonly string[] };
}): Promise<NotedWorker> {
  const { caller, name } = input;
  // In one order for everybody, so that two workers never wait for each other.
  const types = [...new Set(input.types)].sort();
  const { rows } = await sql<NotedWorker>`
    insert into worker (token_id, name, types, first_seen_at, seen_at)
    values (${caller.tokenId}, ${name}, ${types}::text[], ${ctx.now()}, ${ctx.now()})
    on conflict (coalesce(token_id, 0), name)
      do update set types = excluded.types, seen_at = excluded.seen_at
    returning id, state, reason, out_of_service as "outOfService"`.execute(ctx.db);
  const [worker] = rows;
  if (worker === undefined) throw new Error('the worker was not stored');
  const takes = worker.state === 'in service' && worker.outOfService === null;
  if (takes && types.length > 0) await noteTypes(ctx, types);
  return worker;
}

async function noteTypes(ctx: Context, types: string[]): Promise<void> {
  await ctx.db
    .insertInto('worker_type')
    .values(types.map((type) => ({ type, seen_at: ctx.now() })))
    .onConflict((conflict) =>
      conflict.column('type').doUpdateSet((eb) => ({ seen_at: eb.ref('excluded.seen_at') })),
    )
    .execute();
}
