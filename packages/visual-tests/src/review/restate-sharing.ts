import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { restateComparisons } from './restate-comparisons.ts';

/**
 * Restates a comparison in which something was decided or taken back, and others of its project where
 * the same pairs wait for a decision or pass because of one. The account must be held.
 */
export async function restateSharing(
  ctx: Context,
  { comparisonId, reviewId }: { comparisonId: number; reviewId: number },
): Promise<void> {
  // By snapshots: in a project, one with the same name and picture is the same.
  const { rows } = await sql<{ id: number }>`
    with decided as materialized (
      select s.id from decision d
      join snapshot s on s.project_id = d.project_id and s.name_hash = d.name_hash
        and s.image_id = coalesce(d.after_image, d.before_image)
      where d.review_id = ${reviewId}
    )
    select distinct c.id
    from comparison c, unnest(c.changed_after || c.added || c.deleted) as pair (id)
    where c.project_id = (select project_id from comparison where id = ${comparisonId})
      and c.id <> ${comparisonId} and c.error is null
      and (c.state = 'needs-review' or c.remembered <> '{}')
      and pair.id in (select id from decided)
    order by c.id`.execute(ctx.db);
  await restateComparisons(ctx, [comparisonId, ...rows.map(({ id }) => id)]);
}
