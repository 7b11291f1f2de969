import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** Ids of requests that do not exist yet: their payloads are stored under them first. */
export async function allocateIds(ctx: Context, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('snap_request', 'id'))::integer as id
    from generate_series(1, ${count}::integer)`.execute(ctx.db);
  return rows.map((row) => row.id);
}
