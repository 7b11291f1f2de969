import { setTimeout } from 'node:timers/promises';
import { TwinlensError } from '@twinlens/contract';
import { sql } from 'kysely';
import type { Context, SeenPair } from '../context.ts';
import { findSeen, type PairOfImages, pairText, toleranceText } from './find-seen.ts';
import { readPicture } from './read-picture.ts';

/** How long a pair is left to the server that looks at it. Far longer than it takes. Milliseconds. */
const claimMs = 120_000;

/** Between two looks at what other servers have seen. Milliseconds. */
const othersMs = 200;

/**
 * Looks at pairs and writes down what was seen, each as soon as it is. Nothing may be held: it takes a
 * while. What another server is looking at is left to it.
 *
 * @param signal ends it after the pair that is being looked at
 * @returns pairs that others are looking at
 */
export async function lookAtPairs(
  ctx: Context,
  pairs: PairOfImages[],
  signal?: AbortSignal,
): Promise<PairOfImages[]> {
  const seen = await findSeen(ctx, pairs);
  const others: PairOfImages[] = [];
  for (const pair of pairs) {
    if (signal?.aborted) break;
    if (seen.has(pairText(pair))) continue;
    if (!(await claim(ctx, pair))) others.push(pair);
    // Another may have looked at it before it was claimed.
    else if ((await findSeen(ctx, [pair])).size > 0) await release(ctx, pair);
    else await writeDown(ctx, pair, await look(ctx, pair));
  }
  return others;
}

/** The same, and waits for what others are looking at. */
export async function lookAtAllPairs(ctx: Context, pairs: PairOfImages[]): Promise<void> {
  let left = await lookAtPairs(ctx, pairs);
  while (left.length > 0) {
    await setTimeout(othersMs);
    left = await lookAtPairs(ctx, left);
  }
}

/** @returns false while somebody else looks at the pair */
async function claim(ctx: Context, { before, after }: PairOfImages): Promise<boolean> {
  const until = new Date(ctx.now().getTime() + claimMs);
  const { rows } = await sql`
    insert into diff (before_image, after_image, claimed_until)
    values (${before}, ${after}, ${until})
    on conflict (before_image, after_image) do update set claimed_until = excluded.claimed_until
      where diff.claimed_until is null or diff.claimed_until < ${ctx.now()}
    returning 1`.execute(ctx.db);
  return rows.length > 0;
}

async function release(ctx: Context, { before, after }: PairOfImages): Promise<void> {
  await ctx.db
    .updateTable('diff')
    .set({ claimed_until: null })
    .where('before_image', '=', before)
    .where('after_image', '=', after)
    .execute();
}

async function look(ctx: Context, pair: PairOfImages): Promise<SeenPair | { unseen: string }> {
  const before = await readPicture(ctx, pair.before);
  if ('unreadable' in before) return { unseen: before.unreadable };
  const after = await readPicture(ctx, pair.after);
  if ('unreadable' in after) return { unseen: after.unreadable };
  try {
    return await ctx.lookAtPair({ before, after, tolerance: pair.tolerance });
  } catch (error) {
    if (!(error instanceof TwinlensError) || error.code === 'internal') throw error;
    return { unseen: error.message };
  }
}

async function writeDown(
  ctx: Context,
  { before, after, tolerance }: PairOfImages,
  found: SeenPair | { unseen: string },
): Promise<void> {
  const isSeen = 'class' in found;
  await ctx.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('diff')
      .set({
        engine: ctx.engineVersion,
        class: isSeen ? found.class : null,
        unseen: isSeen ? null : found.unseen,
        operations: JSON.stringify(isSeen ? found.operations : []),
        print: isSeen ? found.print : null,
        claimed_until: null,
      })
      .where('before_image', '=', before)
      .where('after_image', '=', after)
      .execute();
    if (!isSeen || tolerance === null || found.tolerated === null) return;
    const verdict = {
      engine: ctx.engineVersion,
      within: found.tolerated.within,
      reason: found.tolerated.reason,
    };
    await trx
      .insertInto('within_tolerance')
      .values({
        before_image: before,
        after_image: after,
        tolerance: toleranceText(tolerance),
        ...verdict,
      })
      .onConflict((conflict) =>
        conflict.columns(['before_image', 'after_image', 'tolerance']).doUpdateSet(verdict),
      )
      .execute();
  });
}
