import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import { settleComparisons } from '../comparison/settle-comparisons.ts';
import type { Context } from '../context.ts';
import { refreshJobs } from '../job/refresh-jobs.ts';
import type { PairOfImages } from './find-seen.ts';
import { lookAtPairs } from './look-at-pairs.ts';

/**
 * Pairs looked at in one go. For a verdict many, as the whole comparison is gone through again after
 * them; in the background few, as a verdict may have come to wait.
 */
const manyPairs = 500;
const fewPairs = 50;

/** Comparisons tried until there is one whose pairs are not all being looked at by others. */
const tried = 10;

interface Waiting {
  id: number;
  accountId: number;
  projectId: number;
  trace: string | null;
}

/**
 * Looks at some pairs of pictures: first of a comparison whose verdict waits for it, which is made once
 * all are seen; otherwise of the newest one that has pairs nobody has looked at. Several servers may.
 *
 * @returns whether there may be more
 */
export async function lookAtNext({
  ctx,
  signal,
}: {
  ctx: Context;
  /** Ends it after the pair that is being looked at. */
  signal?: AbortSignal;
}): Promise<boolean> {
  for (const waiting of await findNext(ctx, 'pending')) {
    const look = () => lookForVerdict(ctx, waiting, signal);
    if (await within(ctx, 'look for a verdict', waiting, look)) return true;
  }
  for (const made of await findNext(ctx, 'made')) {
    const look = () => lookAtMade(ctx, made, signal);
    if (await within(ctx, 'look at what changed', made, look)) return true;
  }
  return false;
}

/** As a part of the trace that the comparison was left in. */
function within<T>(
  { observer }: Context,
  name: string,
  { id, trace }: Waiting,
  work: () => Promise<T>,
): Promise<T> {
  return observer.span(name, { parent: trace, attributes: { 'twinlens.comparison': id } }, work);
}

/** The oldest that waits, as there is somebody who waits as well; of what is made, the newest. */
async function findNext(ctx: Context, which: 'pending' | 'made'): Promise<Waiting[]> {
  return ctx.db
    .selectFrom('comparison as c')
    .innerJoin('project', 'project.id', 'c.project_id')
    .select(['c.id', 'c.project_id as projectId', 'project.account_id as accountId', 'c.trace'])
    .where('c.to_look_at', '=', true)
    .where('c.state', which === 'pending' ? '=' : '<>', 'pending')
    .orderBy('c.id', which === 'pending' ? 'asc' : 'desc')
    .limit(tried)
    .execute();
}

/** @returns whether anything was done */
async function lookForVerdict(
  ctx: Context,
  waiting: Waiting,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { id, accountId, projectId } = waiting;
  let unseen: PairOfImages[] = [];
  await inAccount(ctx, accountId, async (inner) => {
    unseen = [];
    // What still waits is marked again.
    await inner.db
      .updateTable('comparison')
      .set({ to_look_at: false })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .execute();
    const settled = await settleComparisons(inner, projectId, [], (comparisonId, { pairs }) => {
      if (comparisonId === id) unseen = pairs;
    });
    for (const sha of new Set(settled)) await refreshJobs(inner, projectId, sha);
  });
  const some = unseen.slice(0, manyPairs);
  const others = await lookAtPairs(ctx, some, signal);
  return some.length === 0 || others.length < some.length;
}

/** @returns whether anything was done */
async function lookAtMade(
  ctx: Context,
  made: Waiting,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { rows } = await sql<Omit<PairOfImages, 'tolerance'>>`
    select b.image_id as before, a.image_id as after
    from comparison c, unnest(c.changed_before, c.changed_after) as pair (before_id, after_id)
    join snapshot b on b.id = pair.before_id
    join snapshot a on a.id = pair.after_id
    left join diff d on d.before_image = b.image_id and d.after_image = a.image_id
      and d.engine = ${ctx.engineVersion}
    where c.id = ${made.id} and d.engine is null
    limit ${fewPairs}`.execute(ctx.db);
  if (rows.length > 0) {
    const pairs = rows.map((pair) => ({ ...pair, tolerance: null }));
    return (await lookAtPairs(ctx, pairs, signal)).length < pairs.length;
  }
  await ctx.db
    .updateTable('comparison')
    .set({ to_look_at: false })
    .where('id', '=', made.id)
    .where('state', '<>', 'pending')
    .execute();
  await takeOutIdentical(ctx, made);
  return true;
}

/**
 * Makes a comparison again where a pair was found to have the same pixels on both sides, as a picture may
 * that was not cut where others are: what is identical is no change.
 */
async function takeOutIdentical(
  ctx: Context,
  { id, accountId, projectId }: Waiting,
): Promise<void> {
  const { rows } = await sql<{ sha2: string }>`
    select distinct c.sha2
    from comparison c, unnest(c.changed_before, c.changed_after) as pair (before_id, after_id)
    join snapshot b on b.id = pair.before_id
    join snapshot a on a.id = pair.after_id
    join diff d on d.before_image = b.image_id and d.after_image = a.image_id
    where c.id = ${id} and d.engine = ${ctx.engineVersion} and d.class = 'identical'`.execute(
    ctx.db,
  );
  const shas = rows.map(({ sha2 }) => sha2);
  if (shas.length === 0) return;
  await inAccount(ctx, accountId, async (inner) => {
    const settled = await settleComparisons(inner, projectId, shas);
    for (const sha of new Set(settled)) await refreshJobs(inner, projectId, sha);
  });
}
