import type { Context } from '../context.ts';

/**
 * Runs work in a transaction that no other transaction of this kind shares an account with. Whatever
 * finishes captures, makes reports of them or settles comparisons and jobs runs in one: two results
 * that land at once can then not both miss that they were the last (docs/decisions/0001).
 *
 * @param work gets a context whose database is the transaction
 */
export function inAccount<T>(
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
