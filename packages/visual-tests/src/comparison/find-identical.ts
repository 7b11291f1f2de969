import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { UnseenPairsError } from '../diff/unseen-pairs.ts';
import type { ReportSnapshot } from '../report/load-snapshots.ts';

interface ChangedPair {
  before: ReportSnapshot;
  after: ReportSnapshot;
}

interface Candidate {
  /** Of the later snapshot. */
  id: number;
  /** Ids of images. */
  before: number;
  after: number;
  isSeen: boolean;
  isIdentical: boolean;
}

/**
 * The later snapshots of the pairs that have the same pixels under two names: these are no change,
 * whatever is configured. Names made by one rule differ only where pixels do, so what was named by
 * another rule is looked at, where it has the same size; and what was found to be the same at any time is.
 *
 * @throws UnseenPairsError when pictures have to be looked at first
 */
export async function findIdentical(ctx: Context, pairs: ChangedPair[]): Promise<Set<number>> {
  if (pairs.length === 0) return new Set();
  const { rows } = await sql<Candidate>`
    select pair.id, b.id as before, a.id as after, d.engine is not null as "isSeen",
      coalesce(d.class = 'identical', false) as "isIdentical"
    from unnest(
      ${pairs.map(({ after }) => after.id)}::integer[],
      ${pairs.map(({ before }) => before.imageId)}::integer[],
      ${pairs.map(({ after }) => after.imageId)}::integer[]
    ) as pair (id, before_image, after_image)
    join image b on b.id = pair.before_image
    join image a on a.id = pair.after_image
    left join diff d on d.before_image = b.id and d.after_image = a.id
      and d.engine = ${ctx.engineVersion}
    where d.class = 'identical' or (
      b.width = a.width and b.height = a.height
      and (b.naming is null or a.naming is null or b.naming <> a.naming)
      and b.pixel_hash is not null and a.pixel_hash is not null
      and b.picture_hash is null and a.picture_hash is null
      and b.frame_count is null and a.frame_count is null
    )`.execute(ctx.db);
  const unseen = rows.filter(({ isSeen }) => !isSeen);
  if (unseen.length > 0) {
    throw new UnseenPairsError(
      unseen.map(({ before, after }) => ({ before, after, tolerance: null })),
    );
  }
  return new Set(rows.filter(({ isIdentical }) => isIdentical).map(({ id }) => id));
}
