import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** A snapshot of a baseline that was captured with another browser than the later snapshot of its example. */
export interface Crossing {
  snapshotId: number;
  /** The capture it is from. */
  requestId: number;
  /** What the later one was captured with, as people read it. */
  browser: string;
}

/**
 * Snapshots of the earlier report that another browser has captured than those of the later one, with
 * that browser. One that was carried over counts with the capture in the report it came from.
 */
export async function findCrossings(
  ctx: Context,
  reports: { before: number; after: number },
): Promise<Crossing[]> {
  const { rows } = await sql<Crossing>`
    with earlier as materialized (
      select entry.snapshot, coalesce(nullif(entry.request, 0), (
        select source.snap_request_ids[array_position(source.snapshot_ids, entry.snapshot)]
        from report source
        where source.project_id = r.project_id and source.sha = r.source_shas[entry.source]
      )) as request
      from report r, unnest(r.snapshot_ids, r.snap_request_ids, r.sources)
        as entry (snapshot, request, source)
      where r.id = ${reports.before}
    ), later as materialized (
      select entry.snapshot, entry.request
      from report r, unnest(r.snapshot_ids, r.snap_request_ids) as entry (snapshot, request)
      where r.id = ${reports.after}
    )
    select earlier.snapshot as "snapshotId", earlier.request as "requestId", new.browser
    from earlier
    join snapshot s1 on s1.id = earlier.snapshot
    join snap_request old on old.id = earlier.request and old.browser is not null
    join (later join snapshot s2 on s2.id = later.snapshot)
      on s2.component = s1.component and s2.variant = s1.variant and s2.target = s1.target
    join snap_request new on new.id = later.request and new.browser is not null
    where new.browser <> old.browser and new.type = old.type
    order by earlier.request, earlier.snapshot`.execute(ctx.db);
  return rows;
}
