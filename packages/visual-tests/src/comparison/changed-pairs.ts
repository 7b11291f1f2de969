import { type RawBuilder, sql } from 'kysely';

const flaky = sql`exists (
  select 1 from flaky_pair f where f.project_id = c.project_id
    and f.before_id = pair.before_id and f.after_id = pair.after_id)`;

/** What somebody reported as flaky is ignored, whatever else it is. */
const conditions = {
  ignored: flaky,
  unstable: sql`pair.after_id = any(c.unstable) and not ${flaky}`,
  tolerated: sql`pair.after_id = any(c.tolerated) and not ${flaky}`,
  changed: sql`pair.after_id <> all(c.unstable || c.tolerated) and not ${flaky}`,
};

/** A query for the pairs of a comparison whose pictures differ: `before_id` and `after_id`, of one kind. */
export const changedPairs = (
  comparisonId: number,
  kind: keyof typeof conditions,
): RawBuilder<unknown> => sql`
  select pair.before_id, pair.after_id
  from comparison c, unnest(c.changed_before, c.changed_after) as pair (before_id, after_id)
  where c.id = ${comparisonId} and ${conditions[kind]}`;
