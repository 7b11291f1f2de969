import { sql } from 'kysely';
import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { settle } from '../settle.ts';
import { findUnserved } from '../worker/find-unserved.ts';
import { poolOfRow } from '../worker/pool.ts';

const pool = poolOfRow('snap_request');

/**
 * Fails captures that have waited as long as a job may for a worker there is none of, so that what
 * waits for them ends with the reason. A long queue is no reason: what workers will come to stays.
 */
export async function expireUnserved({ ctx }: { ctx: Context }): Promise<void> {
  const waiting = await overdue(ctx)
    .select(['account_id', pool.as('pool')])
    .distinct()
    .execute();
  const unserved = await findUnserved(
    ctx,
    waiting.map((one) => one.pool),
  );
  for (const { pool: wanted, account_id: accountId } of waiting) {
    const why = unserved.get(wanted);
    if (why === undefined) continue;
    await inAccount(ctx, accountId, async (inner) => {
      const rows = await overdue(inner)
        .select('id')
        .where(pool, '=', wanted)
        .where('account_id', '=', accountId)
        .forUpdate()
        .execute();
      const ids = rows.map(({ id }) => id);
      await inner.db
        .updateTable('snap_request')
        .set({ state: 'failed', error: why, finished_at: ctx.now() })
        .where(sql<boolean>`id = any(${ids}::integer[])`)
        .execute();
      await settle(inner, ids);
    });
  }
}

function overdue(ctx: Context) {
  const before = new Date(ctx.now().getTime() - ctx.rules.jobExpiryMs);
  return ctx.db
    .selectFrom('snap_request')
    .where('state', '=', 'queued')
    .where('type', '<>', 'extends-report')
    .where('created_at', '<', before);
}
