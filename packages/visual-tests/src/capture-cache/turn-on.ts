import { TwinlensError } from '@twinlens/contract';
import type { Context, PersonCaller } from '../context.ts';
import { requireAdmin } from '../person/require-admin.ts';

/**
 * Pictures of an example are copied again.
 * @throws TwinlensError `forbidden`; `not_found` when the cache is not turned off for it
 */
export async function turnCaptureCacheOn({
  ctx,
  input,
}: {
  ctx: Context;
  input: { caller: PersonCaller; id: number };
}): Promise<void> {
  requireAdmin(input.caller, 'the capture cache');
  const { numDeletedRows } = await ctx.db
    .deleteFrom('uncopied_example')
    .where('id', '=', input.id)
    .where('account_id', '=', input.caller.accountId)
    .executeTakeFirst();
  if (numDeletedRows > 0n) return;
  throw new TwinlensError('not_found', 'the capture cache is not turned off for this example');
}
