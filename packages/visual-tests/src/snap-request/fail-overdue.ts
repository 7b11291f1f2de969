import type { Selectable, SelectQueryBuilder } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import type { Database, SnapRequestTable } from '../db/schema.ts';
import { settle } from '../settle.ts';

type Overdue = Pick<Selectable<SnapRequestTable>, 'extends' | 'only_browser'>;

/**
 * Fails the requests `select` finds, each with what `why` says of it, and tells what waits for them.
 * It is asked again in every account, under its lock.
 */
export async function failOverdue(
  ctx: Context,
  select: (ctx: Context) => SelectQueryBuilder<Database, 'snap_request', object>,
  why: (request: Overdue) => string,
): Promise<void> {
  const accounts = await select(ctx).select('account_id').distinct().execute();
  for (const { account_id: accountId } of accounts) {
    await inAccount(ctx, accountId, async (inner) => {
      const rows = await select(inner)
        .select(['id', 'extends', 'only_browser'])
        .where('account_id', '=', accountId)
        .forUpdate()
        .execute();
      for (const row of rows) {
        await inner.db
          .updateTable('snap_request')
          .set({ state: 'failed', error: why(row), finished_at: ctx.now() })
          .where('id', '=', row.id)
          .execute();
      }
      await settle(
        inner,
        rows.map(({ id }) => id),
      );
    });
  }
}
