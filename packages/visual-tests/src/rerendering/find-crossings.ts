import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { parsePayload } from '../snap-request/read-captured.ts';
import { payloadName } from '../store/names.ts';

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
 * that browser. One that was carried over counts with the capture in the report it came from. Live
 * pages are left out: they show what is there now, and not what was there then.
 */
export async function findCrossings(
  ctx: Context,
  accountId: number,
  reports: { before: number; after: number },
): Promise<Crossing[]> {
  const crossings = await findAll(ctx, reports);
  const requests = new Set(crossings.map(({ requestId }) => requestId));
  const live = await findLive(ctx, accountId, [...requests]);
  return crossings.filter(({ requestId }) => !live.has(requestId));
}

async function findAll(
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

/** Those that are of live pages, or of which nothing is left. */
async function findLive(ctx: Context, accountId: number, ids: number[]): Promise<Set<number>> {
  const live = new Set<number>();
  const rows = await ctx.db
    .selectFrom('snap_request')
    .select('id')
    .where(sql<boolean>`id = any(${ids}::integer[])`)
    // All others are of what was uploaded.
    .where('package_hash', 'is', null)
    .execute();
  for (const { id } of rows) {
    const bytes = await ctx.store.get(payloadName(accountId, id));
    const payload = bytes && parsePayload(bytes);
    if (payload?.snapPayloads === undefined) live.add(id);
  }
  return live;
}
