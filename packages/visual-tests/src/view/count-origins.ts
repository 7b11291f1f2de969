import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/** How many snapshots of a report were rendered for it, and how many it has from others, and which. */
export interface Origins {
  rendered: number;
  carriedOver: number;
  /** Commits from whose reports the latter are. */
  sources: string[];
}

export async function countOrigins(db: Kysely<Database>, reportId: number): Promise<Origins> {
  const { rows } = await sql<Origins>`
    select cardinality(snapshot_ids) - carried.count as rendered, carried.count as "carriedOver",
      source_shas as sources
    from report, cardinality(array_positions(snap_request_ids, 0)) as carried (count)
    where id = ${reportId}`.execute(db);
  return rows[0] ?? { rendered: 0, carriedOver: 0, sources: [] };
}
