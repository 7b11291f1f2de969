import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { Counts } from '../decision/rules.ts';

/** How many snapshots of each kind the comparisons have, by comparison id; in one query. */
export async function countChanges(
  db: Kysely<Database>,
  comparisonIds: number[],
): Promise<Map<number, Counts>> {
  if (comparisonIds.length === 0) return new Map();
  const { rows } = await sql<Counts & { id: number }>`
    select c.id,
      cardinality(c.changed_before) - ignored.count - unstable.count - tolerated.count as changed,
      cardinality(c.added) as added,
      cardinality(c.deleted) as deleted,
      c.unchanged_count as unchanged,
      ignored.count as ignored,
      unstable.count as unstable,
      tolerated.count as tolerated
    from comparison c
    cross join lateral (
      select count(*)::int as count
      from flaky_pair f
      join unnest(c.changed_before, c.changed_after) as pair (before_id, after_id)
        on pair.before_id = f.before_id and pair.after_id = f.after_id
      where f.project_id = c.project_id
    ) ignored
    cross join lateral (
      select count(*)::int as count
      from unnest(c.changed_before, c.changed_after) as pair (before_id, after_id)
      where c.unstable <> '{}' and pair.after_id = any(c.unstable) and not exists (
        select 1 from flaky_pair f where f.project_id = c.project_id
          and f.before_id = pair.before_id and f.after_id = pair.after_id)
    ) unstable
    cross join lateral (
      select count(*)::int as count
      from unnest(c.changed_before, c.changed_after) as pair (before_id, after_id)
      where c.tolerated <> '{}' and pair.after_id = any(c.tolerated) and not exists (
        select 1 from flaky_pair f where f.project_id = c.project_id
          and f.before_id = pair.before_id and f.after_id = pair.after_id)
    ) tolerated
    where c.id = any(${comparisonIds}::int[])`.execute(db);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

export const noCounts: Counts = {
  changed: 0,
  added: 0,
  deleted: 0,
  unchanged: 0,
  ignored: 0,
  unstable: 0,
  tolerated: 0,
};
