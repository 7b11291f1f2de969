import { judgePairs, UnjudgedPairsError } from '../comparison/judge-pairs.ts';
import type { Context } from '../context.ts';
import { lookAtAllPairs } from '../diff/look-at-pairs.ts';
import { UnseenPairsError } from '../diff/unseen-pairs.ts';

/**
 * Runs work in a transaction that no other transaction of this kind shares an account with. Whatever
 * finishes captures, makes reports of them or settles comparisons and jobs runs in one: two results
 * that land at once can then not both miss that they were the last (docs/decisions/0001).
 *
 * Where pictures have to be looked at first, the transaction is given up, and work begins anew after
 * that (docs/decisions/0017, 0019).
 *
 * @param work gets a context whose database is the transaction; may be called more than once
 */
export async function inAccount<T>(
  ctx: Context,
  accountId: number,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await holdAccount(ctx, accountId, work);
    } catch (error) {
      if (error instanceof UnjudgedPairsError) await judgePairs(ctx, error.pairs);
      else if (error instanceof UnseenPairsError) await lookAtAllPairs(ctx, error.pairs);
      else throw error;
    }
  }
}

function holdAccount<T>(
  ctx: Context,
  accountId: number,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  return ctx.db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('account')
      .select('id')
      .where('id', '=', accountId)
      // Rows that only refer to the account may be written meanwhile.
      .forNoKeyUpdate()
      .execute();
    return work({ ...ctx, db: trx });
  });
}
