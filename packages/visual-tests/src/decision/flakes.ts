import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { Context, PersonCaller } from '../context.ts';
import { announceFlake } from '../delivery/announce-flake.ts';
import { requireDecidable } from '../review/require-decidable.ts';
import { restateComparisons } from '../review/restate-comparisons.ts';
import { type ComparisonView, getComparisonById } from '../view/comparison.ts';

/** Ids of two snapshots. */
export interface ChangedPair {
  beforeSnapshotId: number;
  afterSnapshotId: number;
}

export interface FlakeInput extends ChangedPair {
  caller: PersonCaller;
  comparisonId: number;
}

/**
 * Remembers a pair of pictures as flaky in its project: from now on it is ignored in every comparison
 * it is in, older ones too. Repeatable.
 *
 * @throws TwinlensError `not_found` when the comparison has no such changed pair; `conflict` while it
 * is incomplete
 */
export async function reportFlake({
  ctx,
  input,
}: {
  ctx: Context;
  input: FlakeInput;
}): Promise<ComparisonView> {
  return changeFlakes(ctx, input, 'reported', (inner) => rememberFlake(inner, input, input.caller));
}

/** Remembers a pair that changed in this comparison as flaky. Repeatable. The account must be held. */
export async function rememberFlake(
  { db, now }: Context,
  { comparisonId, beforeSnapshotId, afterSnapshotId }: ChangedPair & { comparisonId: number },
  by: { userId: string; name: string },
): Promise<void> {
  await sql`
    insert into decision (project_id, component, variant, target, before_image, after_image,
      kind, comparison_id, by_user, by_name, at)
    select a.project_id, a.component, a.variant, a.target, b.image_id, a.image_id,
      'flaky', ${comparisonId}, ${by.userId}, ${by.name}, ${now()}
    from snapshot b, snapshot a
    where b.id = ${beforeSnapshotId} and a.id = ${afterSnapshotId}
    on conflict do nothing`.execute(db);
}

/**
 * Forgets that a pair was flaky. Repeatable.
 *
 * @throws TwinlensError as {@link reportFlake}
 */
export async function undoFlake({
  ctx,
  input,
}: {
  ctx: Context;
  input: FlakeInput;
}): Promise<ComparisonView> {
  return changeFlakes(ctx, input, 'undone', ({ db, now }) =>
    sql`
      update decision set undone_at = ${now()}
      where id in (
        select decision_id from flaky_pair
        where before_id = ${input.beforeSnapshotId} and after_id = ${input.afterSnapshotId})`.execute(
      db,
    ),
  );
}

async function changeFlakes(
  ctx: Context,
  input: FlakeInput,
  action: 'reported' | 'undone',
  change: (ctx: Context) => Promise<unknown>,
): Promise<ComparisonView> {
  const { accountId } = input.caller;
  const { comparisonId } = input;
  await inAccount(ctx, accountId, async (inner) => {
    await requireDecidable(inner, { accountId, comparisonId });
    const comparisonIds = await findComparisonsWith(inner, input);
    if (!comparisonIds.includes(comparisonId)) {
      throw new TwinlensError('not_found', 'no such pair of pictures changed in this comparison');
    }
    await change(inner);
    await restateComparisons(inner, comparisonIds);
    await announceFlake(inner, { action, comparisonId, pair: input });
  });
  return getComparisonById({ ctx, input: { accountId, comparisonId } });
}

/** Every comparison that has been made and in which this pair changed, the newest first. */
export async function findComparisonsWith(
  { db }: Context,
  { beforeSnapshotId, afterSnapshotId }: ChangedPair,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from comparison c
    where c.state <> 'pending' and c.error is null
      and c.project_id = (select project_id from snapshot where id = ${beforeSnapshotId})
      and c.changed_after[array_position(c.changed_before, ${beforeSnapshotId}::int)]
        = ${afterSnapshotId}
    order by c.id desc`.execute(db);
  return rows.map(({ id }) => id);
}
