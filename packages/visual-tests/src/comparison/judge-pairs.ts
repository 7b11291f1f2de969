import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { readPicture } from '../diff/read-picture.ts';

/** Ids of images: an earlier picture, a later one, and that one captured again. */
export interface CapturedTwice {
  before: number;
  after: number;
  again: number;
}

/**
 * Pictures have to be looked at before a comparison can be made. Ends a transaction, as nothing may be
 * held meanwhile; `inAccount` begins it anew once they are judged.
 */
export class UnjudgedPairsError extends Error {
  override readonly name = 'UnjudgedPairsError';
  readonly pairs: CapturedTwice[];

  constructor(pairs: CapturedTwice[]) {
    super(`${pairs.length} pairs of pictures are not judged yet`);
    this.pairs = pairs;
  }
}

/** The pair as text, for maps. */
export const pairText = ({ before, after, again }: CapturedTwice) => `${before} ${after} ${again}`;

/** Whether each of these pairs differs only where the later picture differs from itself, as far as it is known. */
export async function findJudged(
  ctx: Context,
  pairs: CapturedTwice[],
): Promise<Map<string, boolean>> {
  const { rows } = await sql<CapturedTwice & { unstable: boolean }>`
    select j.before_image as before, j.after_image as after, j.again_image as again, j.unstable
    from unnest(
      ${pairs.map(({ before }) => before)}::integer[],
      ${pairs.map(({ after }) => after)}::integer[],
      ${pairs.map(({ again }) => again)}::integer[]
    ) as pair (before_image, after_image, again_image)
    join judged_pair j using (before_image, after_image, again_image)`.execute(ctx.db);
  return new Map(rows.map((row) => [pairText(row), row.unstable]));
}

/** Looks at pictures and writes down what was seen. Nothing may be held: it takes a while. */
export async function judgePairs(ctx: Context, pairs: CapturedTwice[]): Promise<void> {
  for (const pair of pairs) {
    // Another call may have judged it meanwhile: workers repeat what takes long to be answered.
    if ((await findJudged(ctx, [pair])).size > 0) continue;
    await ctx.db
      .insertInto('judged_pair')
      .values({
        before_image: pair.before,
        after_image: pair.after,
        again_image: pair.again,
        unstable: await isUnstable(ctx, pair),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** What cannot be looked at counts as changed: a person will. */
async function isUnstable(ctx: Context, pair: CapturedTwice): Promise<boolean> {
  const before = await readPicture(ctx, pair.before);
  const after = await readPicture(ctx, pair.after);
  const again = await readPicture(ctx, pair.again);
  if ('unreadable' in before || 'unreadable' in after || 'unreadable' in again) return false;
  return ctx.differsOnlyWhereUnstable({ before, after, again }).catch(() => false);
}
