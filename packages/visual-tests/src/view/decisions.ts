/** What people said of rows of a comparison, as the pages show it. */
import type { Operations, ResponseOf } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

type RowDecision = NonNullable<
  ResponseOf<Operations['listChanges']>['changes'][number]['decision']
>;

interface Row {
  beforeId: number | null;
  afterId: number | null;
}

/**
 * What was said last of each row of a page: here, or where it is accepted because of that, elsewhere.
 * By the id of the later snapshot, or of the earlier one where it was deleted.
 */
export async function decisionsOf(
  ctx: Context,
  comparisonId: number,
  page: Row[],
): Promise<Map<number, RowDecision>> {
  const { rows } = await sql<Omit<RowDecision, 'at'> & { id: number; at: Date }>`
    select one.id, said.*
    from unnest(
      ${page.map(({ beforeId }) => beforeId)}::integer[],
      ${page.map(({ afterId }) => afterId)}::integer[]
    ) as pair (before_id, after_id)
    join comparison c on c.id = ${comparisonId}
    join snapshot one on one.id = coalesce(pair.after_id, pair.before_id)
    left join snapshot b on b.id = pair.before_id
    left join snapshot a on a.id = pair.after_id
    cross join lateral (
      select d.kind as decision, d.by_name as by, d.at, review.comment,
        d.kind = 'flaky' or one.id = any(c.accepted || c.rejected) as settled,
        case when d.comparison_id <> c.id and d.kind <> 'flaky'
          then jsonb_build_object('sha1', other.sha1, 'sha2', other.sha2) end as elsewhere
      from decision d
      left join review on review.id = d.review_id
      left join comparison other on other.id = d.comparison_id
      where d.project_id = c.project_id and d.name_hash = one.name_hash
        and d.before_image is not distinct from b.image_id
        and d.after_image is not distinct from a.image_id
        and d.undone_at is null
        and (d.kind = 'flaky' or d.comparison_id = c.id
          or (d.kind = 'accepted' and one.id = any(c.remembered)))
      order by d.kind = 'flaky' desc, d.comparison_id = c.id desc, d.id desc
      limit 1
    ) said`.execute(ctx.db);
  return new Map(
    rows.map(({ id, at, ...decision }) => [id, { ...decision, at: at.toISOString() }]),
  );
}
