import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/**
 * How many snapshots of a report were rendered for it, how many were copied from earlier captures, and
 * how many it has from other reports, and which.
 */
export interface Origins {
  rendered: number;
  copied: number;
  carriedOver: number;
  /** Commits from whose reports the latter are. */
  sources: string[];
}

export async function countOrigins(db: Kysely<Database>, reportId: number): Promise<Origins> {
  const { rows } = await sql<Origins>`
    select cardinality(snapshot_ids) - carried.count - reused.count as rendered,
      reused.count as copied, carried.count as "carriedOver", source_shas as sources
    from report, cardinality(array_positions(snap_request_ids, 0)) as carried (count),
      cardinality(array_positions(copied, true)) as reused (count)
    where id = ${reportId}`.execute(db);
  return rows[0] ?? { rendered: 0, copied: 0, carriedOver: 0, sources: [] };
}
