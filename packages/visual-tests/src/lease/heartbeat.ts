import type { Context } from '../context.ts';
import { leaseLost } from './find-lease.ts';
import { expiry } from './take-lease.ts';

/**
 * Keeps a lease for another period and notes how far the capture is.
 * @throws TwinlensError `lease_lost`
 */
export async function heartbeat({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; captured: number };
}): Promise<{ expiresInMs: number }> {
  const row = await ctx.db
    .updateTable('snap_request')
    .set({ lease_expires_at: expiry(ctx), captured: input.captured })
    .where('lease_token', '=', input.token)
    .where('state', '=', 'leased')
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw leaseLost();
  return { expiresInMs: ctx.rules.leaseMs };
}
