import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { settle } from '../settle.ts';

/**
 * Fails requests that have waited as long as a job may for the report they borrow from: it may be
 * waiting for others in its turn, even for the one that waits for it.
 */
export async function expireBorrowing({ ctx }: { ctx: Context }): Promise<void> {
  const accounts = await overdue(ctx).select('account_id').distinct().execute();
  for (const { account_id: accountId } of accounts) {
    await inAccount(ctx, accountId, async (inner) => {
      const rows = await overdue(inner)
        .select(['id', 'extends'])
        .where('account_id', '=', accountId)
        .execute();
      for (const { id, extends: borrowing } of rows) {
        const error = `the report of ${borrowing?.extendsSha}, to borrow from, did not come in time`;
        await inner.db
          .updateTable('snap_request')
          .set({ state: 'failed', error, finished_at: ctx.now() })
          .where('id', '=', id)
          .execute();
      }
      await settle(
        inner,
        rows.map(({ id }) => id),
      );
    });
  }
}

function overdue(ctx: Context) {
  const before = new Date(ctx.now().getTime() - ctx.rules.jobExpiryMs);
  return ctx.db
    .selectFrom('snap_request')
    .where('state', '=', 'queued')
    .where('type', '=', 'extends-report')
    .where('created_at', '<', before);
}
