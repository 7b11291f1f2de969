import type { Context } from '../context.ts';
import { findLeaseOrResult } from '../lease/find-lease.ts';
import { findImages } from './find-images.ts';

/**
 * Which of these images the account of the lease does not have yet.
 * @throws TwinlensError `lease_lost`
 */
export async function findMissingImages({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; hashes: string[] };
}): Promise<{ missing: string[] }> {
  const { accountId } = await findLeaseOrResult(ctx, input.token);
  const stored = await findImages(ctx, accountId, input.hashes);
  return { missing: [...new Set(input.hashes)].filter((hash) => !stored.has(hash)) };
}
