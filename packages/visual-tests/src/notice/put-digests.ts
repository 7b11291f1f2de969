import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { putDelivery } from '../delivery/put-delivery.ts';
import { ensureMailDestination } from './mail-destination.ts';
import { digestDue } from './rules.ts';

/** What waited longer, while no mail was sent, is no news. Milliseconds. */
const staleMs = 3 * 24 * 60 * 60_000;

/** Has people told of the day before, in one mail each, once it is due. */
export async function putDigests({ ctx }: { ctx: Context }): Promise<void> {
  const { mail } = ctx;
  if (mail === null) return;
  const due = digestDue(ctx.now());
  await ctx.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ accountId: number; address: string; ids: number[] }>`
      with taken as (
        update notice set to_digest = false where to_digest and at < ${due}
        returning id, account_id, address, at
      )
      select account_id as "accountId", address, array_agg(id order by id) as ids
      from taken where at >= ${new Date(due.getTime() - staleMs)}
      group by account_id, address order by account_id, address`.execute(trx);
    const inner = { ...ctx, db: trx };
    for (const { accountId, address, ids } of rows) {
      await putDelivery(inner, {
        destinationId: await ensureMailDestination(inner, accountId, mail),
        subject: null,
        content: { type: 'mail', address, notices: ids, digest: true },
      });
    }
  });
}
