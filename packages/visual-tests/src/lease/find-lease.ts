import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';

export interface HeldLease {
  snapRequestId: number;
  accountId: number;
  target: string;
  packageHash: string | null;
}

/** The answer to a token that is not, or no more, the current one. */
export const leaseLost = () =>
  new TwinlensError(
    'lease_lost',
    'this lease is over: stop, the capture ended or another worker has it',
  );

/**
 * The request a worker holds.
 * @throws TwinlensError `lease_lost`
 */
export async function findLease(ctx: Context, token: string): Promise<HeldLease> {
  const row = await ctx.db
    .selectFrom('snap_request')
    .select([
      'id as snapRequestId',
      'account_id as accountId',
      'target',
      'package_hash as packageHash',
    ])
    .where('lease_token', '=', token)
    .where('state', '=', 'leased')
    .executeTakeFirst();
  if (row === undefined) throw leaseLost();
  return row;
}
