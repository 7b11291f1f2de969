/** Two snapshots beside each other, as their page shows them. */
import { type Operations, type ResponseOf, TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { imageKeyOf } from '../account/image-key.ts';
import type { Context } from '../context.ts';
import { readSnapshotId } from '../snapshot/public-id.ts';
import { pictureColumns, viewPicture } from './picture.ts';

type SnapshotPairView = ResponseOf<Operations['getSnapshotPair']>;
type ListedComparison = SnapshotPairView['comparisons'][number];

/** Comparisons whose arrays are searched, which may be long each, and how many are listed. */
const searched = 500;
const listed = 20;

interface PairInput {
  accountId: number;
  projectId: number;
  /** Public ids. */
  id1: string;
  id2: string;
}

/**
 * Two snapshots of one project, also of different examples, and where the first became the second.
 *
 * @throws TwinlensError `not_found` unless the project has both
 */
export async function getSnapshotPair({
  ctx,
  input,
}: {
  ctx: Context;
  input: PairInput;
}): Promise<SnapshotPairView> {
  const { accountId, projectId } = input;
  const key = await imageKeyOf(ctx, accountId);
  const beforeId = readSnapshotId(key, input.id1);
  const afterId = readSnapshotId(key, input.id2);
  const before = await findSnapshot(ctx, input, beforeId);
  const after = await findSnapshot(ctx, input, afterId);
  if (before === null || after === null) {
    throw new TwinlensError('not_found', 'this project has no such pair of snapshots');
  }
  const pair = { projectId, beforeId: before.view.snapshotId, afterId: after.view.snapshotId };
  return {
    project: { id: projectId, name: before.projectName },
    before: before.view,
    after: after.view,
    flake: await findFlake(ctx, pair),
    comparisons: await findComparisons(ctx, pair),
  };
}

async function findSnapshot(
  ctx: Context,
  { accountId, projectId }: PairInput,
  snapshotId: number | null,
) {
  const row = await ctx.db
    .selectFrom('snapshot as s')
    .innerJoin('project', 'project.id', 's.project_id')
    .innerJoin('image', 'image.id', 's.image_id')
    .select(['s.component', 's.variant', 's.target', 'project.name as projectName'])
    .select(pictureColumns)
    .where('s.id', '=', snapshotId ?? 0)
    .where('project.id', '=', projectId)
    .where('project.account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined || snapshotId === null) return null;
  const { projectName, component, variant, target, ...picture } = row;
  const image = viewPicture(ctx, accountId, picture);
  return { projectName, view: { snapshotId, component, variant, target, image } };
}

interface Pair {
  projectId: number;
  beforeId: number;
  afterId: number;
}

/** Who reported the pair as flaky, and when; null where nobody has, or it was taken back. */
async function findFlake(
  { db }: Context,
  { projectId, beforeId, afterId }: Pair,
): Promise<SnapshotPairView['flake']> {
  const { rows } = await sql<{ by: string; at: Date }>`
    select d.by_name as by, d.at
    from flaky_pair f join decision d on d.id = f.decision_id
    where f.project_id = ${projectId} and f.before_id = ${beforeId} and f.after_id = ${afterId}
    `.execute(db);
  const [flake] = rows;
  return flake === undefined ? null : { by: flake.by, at: flake.at.toISOString() };
}

/** The newest comparisons that have been made and in which this pair changed, flaky or not. */
async function findComparisons(
  { db }: Context,
  { projectId, beforeId, afterId }: Pair,
): Promise<ListedComparison[]> {
  const { rows } = await sql<Omit<ListedComparison, 'createdAt'> & { createdAt: Date }>`
    select c.id, c.sha1, c.sha2, c.state, c.message, c.created_at as "createdAt",
      case when ${afterId} = any(c.accepted) then 'accepted'
        when ${afterId} = any(c.rejected) then 'rejected' end as decision
    from comparison c
    where c.id in (
        select id from comparison where project_id = ${projectId}
        order by id desc limit ${searched})
      and c.state <> 'pending' and c.error is null
      and c.changed_after[array_position(c.changed_before, ${beforeId}::int)] = ${afterId}
    order by c.id desc
    limit ${listed}`.execute(db);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
