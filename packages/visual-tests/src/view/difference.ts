/** What was seen of changed pairs, as the pages show it. */
import type {
  DifferenceClass,
  Operations,
  ResponseOf,
  ResultImageKind,
  SeenOperation,
} from '@twinlens/contract';
import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { resultImageUrl } from './urls.ts';

type DifferenceView = ResponseOf<Operations['getDifference']>;
type Change = ResponseOf<Operations['listChanges']>['changes'][number];
type DifferenceOfRow = Pick<Change, 'difference' | 'toleratedWhy' | 'change'>;

/** Of a row that is no pair. */
export const noDifference: DifferenceOfRow = {
  difference: null,
  toleratedWhy: null,
  change: null,
};

interface Row {
  beforeId: number | null;
  afterId: number | null;
}

/** What kind of difference each pair of a page is and why it passes, by the id of its later snapshot. */
export async function differencesOf(
  ctx: Context,
  comparisonId: number,
  page: Row[],
): Promise<Map<number, DifferenceOfRow>> {
  const pairs = page.filter(({ beforeId, afterId }) => beforeId !== null && afterId !== null);
  const { rows } = await sql<{
    id: number;
    class: DifferenceClass | null;
    unseen: string | null;
    why: string | null;
    change: string | null;
  }>`
    select a.id, d.class, d.unseen, d.print as change,
      c.tolerated_why[array_position(c.tolerated, a.id)] as why
    from unnest(
      ${pairs.map(({ beforeId }) => beforeId)}::integer[],
      ${pairs.map(({ afterId }) => afterId)}::integer[]
    ) as pair (before_id, after_id)
    join comparison c on c.id = ${comparisonId}
    join snapshot b on b.id = pair.before_id
    join snapshot a on a.id = pair.after_id
    left join diff d on d.before_image = b.image_id and d.after_image = a.image_id`.execute(ctx.db);
  return new Map(
    rows.map(({ id, class: found, unseen, why, change }) => [
      id,
      { difference: { class: found, unseen }, toleratedWhy: why, change },
    ]),
  );
}

/**
 * What was seen of one changed pair of a comparison, with everything that is where.
 *
 * @throws TwinlensError `not_found` when no such pair changed in it
 */
export async function getDifference({
  ctx,
  input,
}: {
  ctx: Context;
  input: {
    accountId: number;
    comparisonId: number;
    beforeSnapshotId: number;
    afterSnapshotId: number;
  };
}): Promise<DifferenceView> {
  const { beforeSnapshotId, afterSnapshotId } = input;
  const { rows } = await sql<{
    class: DifferenceClass | null;
    unseen: string | null;
    operations: SeenOperation[] | null;
    engine: number | null;
    before: string;
    after: string;
  }>`
    select d.class, d.unseen, d.operations, d.engine, bi.hash as before, ai.hash as after
    from comparison c
    join project on project.id = c.project_id
    join snapshot b on b.id = ${beforeSnapshotId}
    join snapshot a on a.id = ${afterSnapshotId}
    join image bi on bi.id = b.image_id
    join image ai on ai.id = a.image_id
    left join diff d on d.before_image = b.image_id and d.after_image = a.image_id
    where c.id = ${input.comparisonId} and project.account_id = ${input.accountId}
      and c.changed_after[array_position(c.changed_before, ${beforeSnapshotId}::int)]
        = ${afterSnapshotId}`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined) {
    throw new TwinlensError('not_found', 'no such pair of pictures changed in this comparison');
  }
  const { class: found, unseen, engine, before, after } = row;
  // What another engine has seen is looked at again, and shown then.
  const isShown = found !== null && engine === ctx.engineVersion;
  const urlOf = (kind: ResultImageKind) =>
    resultImageUrl(ctx, input.accountId, { engine: ctx.engineVersion, before, after, kind });
  return {
    class: found,
    unseen,
    operations: row.operations ?? [],
    images: isShown ? { highlight: urlOf('highlight'), mask: urlOf('mask') } : null,
  };
}
