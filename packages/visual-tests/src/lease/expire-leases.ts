import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { endAttempt } from './fail-lease.ts';

/** Takes captures back from workers that have not been heard of for too long. */
export async function expireLeases({ ctx }: { ctx: Context }): Promise<void> {
  const expired = await ctx.db
    .selectFrom('snap_request')
    .select(['id', 'account_id', 'lease_token'])
    .where('state', '=', 'leased')
    .where('lease_expires_at', '<', ctx.now())
    .orderBy('id')
    .limit(1000)
    .execute();
  for (const { id, account_id: accountId, lease_token: token } of expired) {
    const expiredType = await inAccount(ctx, accountId, async (inner) => {
      const row = await inner.db
        .selectFrom('snap_request')
        .select(['id', 'attempts', 'worker', 'type'])
        .where('id', '=', id)
        .where('state', '=', 'leased')
        .where('lease_token', '=', token)
        // A heartbeat may have come in meanwhile.
        .where('lease_expires_at', '<', ctx.now())
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return null;
      const message = `worker ${row.worker ?? ''} stopped answering`;
      await endAttempt(inner, row, { message, retryable: true, log: [] });
      return row.type;
    });
    if (expiredType !== null) {
      ctx.observer.happened({ kind: 'lease expired', target: expiredType });
    }
  }
  if (expired.length > 0) ctx.onWork();
}
