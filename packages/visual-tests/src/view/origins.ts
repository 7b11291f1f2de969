import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/** How a snapshot came into a report; all null when it was carried over from another one. */
export interface SnapshotOrigin {
  snapRequestId: number | null;
  timings: { renderMs: number | null; waitMs: number | null; screenshotMs: number | null };
}

export const carriedOver: SnapshotOrigin = {
  snapRequestId: null,
  timings: { renderMs: null, waitMs: null, screenshotMs: null },
};

/** Origins of some snapshots of a report, by snapshot id; in one query. */
export async function findOrigins(
  db: Kysely<Database>,
  reportId: number,
  snapshotIds: number[],
): Promise<Map<number, SnapshotOrigin>> {
  const { rows } = await sql<{
    id: number;
    request: number;
    renderMs: number;
    waitMs: number;
    screenshotMs: number;
  }>`
    select entry.id, entry.request, entry.render_ms as "renderMs", entry.wait_ms as "waitMs",
      entry.screenshot_ms as "screenshotMs"
    from report r,
      unnest(r.snapshot_ids, r.snap_request_ids, r.render_ms, r.wait_ms, r.screenshot_ms)
        as entry (id, request, render_ms, wait_ms, screenshot_ms)
    where r.id = ${reportId} and entry.id = any(${snapshotIds}::int[])`.execute(db);
  return new Map(
    rows.map(({ id, request, ...timings }) => [
      id,
      request === 0 ? carriedOver : { snapRequestId: request, timings },
    ]),
  );
}
