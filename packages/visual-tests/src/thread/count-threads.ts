import { sql } from 'kysely';
import type { Context } from '../context.ts';

interface Row {
  beforeId: number | null;
  afterId: number | null;
}

/**
 * How many threads there are about rows of a page, and how many of them are open. By the id of the
 * later snapshot, or of the earlier one where it was deleted; without rows that have none.
 */
export async function countThreads(
  { db }: Context,
  page: Row[],
): Promise<Map<number, { open: number; resolved: number }>> {
  const { rows } = await sql<{ id: number; open: number; resolved: number }>`
    select one.id, count(*) filter (where t.resolved_at is null)::int as open,
      count(t.resolved_at)::int as resolved
    from unnest(
      ${page.map(({ beforeId }) => beforeId)}::integer[],
      ${page.map(({ afterId }) => afterId)}::integer[]
    ) as pair (before_id, after_id)
    join snapshot one on one.id = coalesce(pair.after_id, pair.before_id)
    left join snapshot b on b.id = pair.before_id
    left join snapshot a on a.id = pair.after_id
    join thread t on t.project_id = one.project_id and t.name_hash = one.name_hash
      and t.before_image is not distinct from b.image_id
      and t.after_image is not distinct from a.image_id
    group by one.id`.execute(db);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
