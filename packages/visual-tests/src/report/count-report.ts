import { sql } from 'kysely';
import type { Context } from '../context.ts';

/**
 * Counts what charts show of a report, after its arrays were written. The findings are looked for only
 * in accounts that have accessibility results, as they mean a look at every snapshot.
 */
export async function countReport(ctx: Context, reportId: number): Promise<void> {
  await sql`
    update report set
      snapshot_count = cardinality(report.snapshot_ids),
      rendered_count = counted.rendered,
      copied_count = counted.copied,
      render_total_ms = counted.render_ms,
      violations = case when found.results > 0 then found.violations end
    from report r
    join project p on p.id = r.project_id
    cross join lateral (
      select count(*) filter (where entry.request <> 0 and entry.copied is not true) as rendered,
        count(*) filter (where entry.copied) as copied, coalesce(sum(entry.ms), 0) as render_ms
      from unnest(r.snap_request_ids, r.copied, r.render_ms) as entry (request, copied, ms)
    ) counted
    cross join lateral (
      select count(*) as results, jsonb_build_object(
        'critical', coalesce(sum((i.violations->>'critical')::int), 0),
        'serious', coalesce(sum((i.violations->>'serious')::int), 0),
        'moderate', coalesce(sum((i.violations->>'moderate')::int), 0),
        'minor', coalesce(sum((i.violations->>'minor')::int), 0)) as violations
      from unnest(r.snapshot_ids) as entry (id)
      join snapshot s on s.id = entry.id
      join image i on i.id = s.image_id and i.account_id = p.account_id and i.violations is not null
      where exists (
        select from image one where one.account_id = p.account_id and one.violations is not null
      )
    ) found
    where r.id = ${reportId} and report.id = r.id`.execute(ctx.db);
}
