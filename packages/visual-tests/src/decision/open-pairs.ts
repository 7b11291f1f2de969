import { type RawBuilder, sql } from 'kysely';
import { changedPairs } from '../comparison/changed-pairs.ts';

/** A pair that somebody has to decide on, with its pictures and name. */
export interface OpenPair {
  /** Of the later snapshot, or of the earlier one where it was deleted. */
  id: number;
  before_id: number | null;
  after_id: number | null;
  before_image: number | null;
  after_image: number | null;
  project_id: number;
  component: string;
  variant: string;
  target: string;
  name_hash: Uint8Array;
}

/** A query for everything in a comparison that needs a decision: changed, added and deleted. */
export const openPairs = (comparisonId: number): RawBuilder<OpenPair> => sql<OpenPair>`
  select one.id, pair.before_id, pair.after_id, b.image_id as before_image, a.image_id as after_image,
    one.project_id, one.component, one.variant, one.target, one.name_hash
  from (
    ${changedPairs(comparisonId, 'changed')}
    union all
    select null, unnest(added) from comparison where id = ${comparisonId}
    union all
    select unnest(deleted), null from comparison where id = ${comparisonId}
  ) pair
  left join snapshot b on b.id = pair.before_id
  left join snapshot a on a.id = pair.after_id
  join snapshot one on one.id = coalesce(pair.after_id, pair.before_id)`;

/** Joins a decision that stands, of the alias `d`, to pairs of the alias `pair`. */
export const decisionOnPair = sql`
  d.project_id = pair.project_id and d.name_hash = pair.name_hash
    and d.before_image is not distinct from pair.before_image
    and d.after_image is not distinct from pair.after_image
    and d.undone_at is null and d.kind <> 'flaky'`;
