import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { settle } from '../settle.ts';

/** A baseline is not waited for longer than this: its pictures of then do. Milliseconds. */
const waitMs = 60 * 60 * 1000;

/** Gives up captures of baselines that no worker has taken, as none has the browser any more. */
export async function expireRerenderings({ ctx }: { ctx: Context }): Promise<void> {
  const overdue = (inner: Context) =>
    inner.db
      .selectFrom('snap_request')
      .where('state', '=', 'queued')
      .where('only_browser', 'is not', null)
      .where('created_at', '<', new Date(ctx.now().getTime() - waitMs));
  const accounts = await overdue(ctx).select('account_id').distinct().execute();
  for (const { account_id: accountId } of accounts) {
    await inAccount(ctx, accountId, async (inner) => {
      const rows = await overdue(inner)
        .select(['id', 'only_browser'])
        .where('account_id', '=', accountId)
        .forUpdate()
        .execute();
      for (const { id, only_browser: browser } of rows) {
        const error = `no worker with ${browser} has captured it within an hour`;
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
