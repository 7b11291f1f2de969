import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { packageName, payloadName } from '../store/names.ts';
import { findLease } from './find-lease.ts';

interface ByToken {
  ctx: Context;
  input: { token: string };
}

/**
 * The payload of a leased capture, as the client sent it.
 * @throws TwinlensError `lease_lost`; `internal` when the store has lost it
 */
export async function readLeasePayload({ ctx, input }: ByToken): Promise<Uint8Array> {
  const lease = await findLease(ctx, input.token);
  const { accountId, rerenderOf } = lease;
  const bytes = await ctx.store.get(payloadName(accountId, rerenderOf ?? lease.snapRequestId));
  if (bytes === null) {
    throw new TwinlensError(
      'internal',
      `the payload of ${lease.snapRequestId} is not in the store`,
    );
  }
  return bytes;
}

/**
 * The package of a leased capture.
 * @throws TwinlensError `lease_lost`; `not_found` when its payload names none
 */
export async function readLeasePackage({ ctx, input }: ByToken): Promise<Uint8Array> {
  const lease = await findLease(ctx, input.token);
  const bytes =
    lease.packageHash === null
      ? null
      : await ctx.store.get(packageName(lease.accountId, lease.packageHash));
  if (bytes === null) throw new TwinlensError('not_found', 'this capture has no package');
  return bytes;
}
