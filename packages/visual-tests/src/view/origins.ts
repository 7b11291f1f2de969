import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/**
 * How a snapshot came into a report: by a request, which rendered it or copied it from an earlier
 * capture, or carried over from another report.
 */
export interface SnapshotOrigin {
  /** Null when it was carried over. */
  snapRequestId: number | null;
  copied: boolean;
  /** The commit of the other report, where it is known. */
  carriedOverFrom: string | null;
  /** Null where nothing was rendered. */
  timings: { renderMs: number | null; waitMs: number | null; screenshotMs: number | null };
}

/** What is known of a snapshot that is no longer in the report. */
export const unknownOrigin: SnapshotOrigin = {
  snapRequestId: null,
  copied: false,
  carriedOverFrom: null,
  timings: { renderMs: null, waitMs: null, screenshotMs: null },
};

interface OriginRow {
  id: number;
  request: number;
  source: string | null;
  copied: boolean;
  renderMs: number;
  waitMs: number;
  screenshotMs: number;
}

/**
 * Origins of some snapshots of a report, by snapshot id; in one query. The arrays are ordered by snapshot
 * id, so that places are found by halving. Each array is unpacked once, which `|| '{}'` is for: as they
 * are stored, every look at an entry would unpack it again.
 */
export async function findOrigins(
  db: Kysely<Database>,
  reportId: number,
  snapshotIds: number[],
): Promise<Map<number, SnapshotOrigin>> {
  const { rows } = await sql<OriginRow>`
    with r as materialized (
      select source_shas, snapshot_ids || '{}' as snapshot_ids,
        snap_request_ids || '{}' as snap_request_ids, sources || '{}' as sources,
        copied || '{}' as copied, render_ms || '{}' as render_ms, wait_ms || '{}' as wait_ms,
        screenshot_ms || '{}' as screenshot_ms
      from report where id = ${reportId} and cardinality(snapshot_ids) > 0
    )
    select entry.id, r.snap_request_ids[entry.place] as request,
      r.source_shas[r.sources[entry.place]] as source,
      coalesce(r.copied[entry.place], false) as copied, r.render_ms[entry.place] as "renderMs",
      r.wait_ms[entry.place] as "waitMs", r.screenshot_ms[entry.place] as "screenshotMs"
    from r
    cross join lateral (
      select id, width_bucket(id, r.snapshot_ids) as place from unnest(${snapshotIds}::int[]) as id
      offset 0
    ) entry
    where r.snapshot_ids[entry.place] = entry.id`.execute(db);
  return new Map(rows.map((row) => [row.id, viewOrigin(row)]));
}

/** Origin of one snapshot; null when the report does not have it. */
export async function findOrigin(
  db: Kysely<Database>,
  reportId: number,
  snapshotId: number,
): Promise<SnapshotOrigin | null> {
  return (await findOrigins(db, reportId, [snapshotId])).get(snapshotId) ?? null;
}

function viewOrigin({ id: _, request, source, copied, ...timings }: OriginRow): SnapshotOrigin {
  if (request === 0) return { ...unknownOrigin, carriedOverFrom: source };
  const rendered = copied ? unknownOrigin.timings : timings;
  return { snapRequestId: request, copied, carriedOverFrom: null, timings: rendered };
}
