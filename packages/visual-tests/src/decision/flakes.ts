import { TwinlensError } from '@twinlens/contract';
import { sql, type Transaction } from 'kysely';
import type { Context, PersonCaller } from '../context.ts';
import type { Database } from '../db/schema.ts';
import { lockComparison } from '../review/lock-comparison.ts';
import { settleComparisons } from '../review/settle.ts';
import { type ComparisonView, getComparisonById } from '../view/comparison.ts';

export interface FlakeInput {
  caller: PersonCaller;
  comparisonId: number;
  beforeSnapshotId: number;
  afterSnapshotId: number;
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
  const { caller, comparisonId, beforeSnapshotId, afterSnapshotId } = input;
  return changeFlakes(ctx, input, (trx, now) =>
    sql`
      insert into decision (project_id, component, variant, target, before_image, after_image,
        kind, comparison_id, by_user, by_name, at)
      select a.project_id, a.component, a.variant, a.target, b.image_id, a.image_id,
        'flaky', ${comparisonId}, ${caller.userId}, ${caller.name}, ${now}
      from snapshot b, snapshot a
      where b.id = ${beforeSnapshotId} and a.id = ${afterSnapshotId}
      on conflict do nothing`.execute(trx),
  );
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
  return changeFlakes(ctx, input, (trx, now) =>
    sql`
      update decision set undone_at = ${now}
      where id in (
        select decision_id from flaky_pair
        where before_id = ${input.beforeSnapshotId} and after_id = ${input.afterSnapshotId})`.execute(
      trx,
    ),
  );
}

async function changeFlakes(
  ctx: Context,
  input: FlakeInput,
  change: (trx: Transaction<Database>, now: Date) => Promise<unknown>,
): Promise<ComparisonView> {
  const { accountId } = input.caller;
  const { comparisonId } = input;
  await ctx.db.transaction().execute(async (trx) => {
    const comparisonIds = await lockComparisonsWith(trx, input);
    await lockComparison(trx, { accountId, comparisonId });
    if (!comparisonIds.includes(comparisonId)) {
      throw new TwinlensError('not_found', 'no such pair of pictures changed in this comparison');
    }
    const now = ctx.now();
    await change(trx, now);
    await settleComparisons(trx, { comparisonIds, now });
  });
  return getComparisonById({ ctx, input: { accountId, comparisonId } });
}

/** Holds every comparison of the project in which this pair changed; in one order, so as not to block. */
async function lockComparisonsWith(
  trx: Transaction<Database>,
  { caller, comparisonId, beforeSnapshotId, afterSnapshotId }: FlakeInput,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from comparison c
    where c.state <> 'pending'
      and c.project_id = (
        select p.id from project p join comparison one on one.project_id = p.id
        where one.id = ${comparisonId} and p.account_id = ${caller.accountId})
      and c.changed_after[array_position(c.changed_before, ${beforeSnapshotId}::int)]
        = ${afterSnapshotId}
    order by c.id for update`.execute(trx);
  return rows.map(({ id }) => id);
}
