/** The rows of a comparison, by kind. */
import type { changeKinds } from '@twinlens/contract';
import { type RawBuilder, sql } from 'kysely';
import { changedPairs } from '../comparison/changed-pairs.ts';

export type ChangeKind = (typeof changeKinds)[number];

/** The pairs of each kind, from the arrays of one comparison. */
const pairsOf: Record<ChangeKind, (comparisonId: number) => RawBuilder<unknown>> = {
  changed: (id) => changedPairs(id, 'changed'),
  ignored: (id) => changedPairs(id, 'ignored'),
  unstable: (id) => changedPairs(id, 'unstable'),
  tolerated: (id) => changedPairs(id, 'tolerated'),
  added: (id) => sql`
    select null::int as before_id, unnest(added) as after_id from comparison where id = ${id}`,
  deleted: (id) => sql`
    select unnest(deleted) as before_id, null::int as after_id from comparison where id = ${id}`,
  unchanged: (id) => sql`
    select snapshot_id as before_id, snapshot_id as after_id
    from comparison c
    join report r on r.id = c.after_report_id, unnest(r.snapshot_ids) as snapshot_id
    where c.id = ${id} and snapshot_id not in (
      select unnest(changed_after || added) from comparison where id = ${id})`,
};

/** A query with the integer columns `before_id` and `after_id`, either of them null. */
export const pairsOfKind = (kind: ChangeKind, comparisonId: number): RawBuilder<unknown> =>
  pairsOf[kind](comparisonId);
