import { inAccount } from '../account/in-account.ts';
import type { Context } from '../context.ts';
import { leaseLost } from './find-lease.ts';

export interface OpenLease {
  id: number;
  accountId: number;
  type: string;
  target: string;
  attempts: number;
}

/**
 * Does the last thing with a lease, once, with its account and its row held. The same token again,
 * after it ended the same way, changes nothing: a worker may have missed the answer.
 *
 * @param ending the state `close` leaves the request in when it is over for good
 * @returns the lease, or null where it had ended before
 * @throws TwinlensError `lease_lost`
 */
export async function closeLease(
  ctx: Context,
  token: string,
  ending: 'done' | 'failed',
  close: (inner: Context, lease: OpenLease) => Promise<void>,
): Promise<OpenLease | null> {
  const request = await ctx.db
    .selectFrom('snap_request')
    .select('account_id')
    .where('lease_token', '=', token)
    .executeTakeFirst();
  if (request === undefined) throw leaseLost();
  return inAccount(ctx, request.account_id, async (inner) => {
    const row = await inner.db
      .selectFrom('snap_request')
      .select(['id', 'account_id as accountId', 'state', 'type', 'target', 'attempts'])
      .where('lease_token', '=', token)
      .where('state', 'in', ['leased', ending])
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw leaseLost();
    if (row.state !== 'leased') return null;
    await close(inner, row);
    return row;
  });
}
