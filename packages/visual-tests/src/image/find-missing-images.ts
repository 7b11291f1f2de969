import type { Context } from '../context.ts';
import { findLeaseOrResult } from '../lease/find-lease.ts';
import { findImages } from './find-images.ts';
import { findStrips } from './pack/find-strips.ts';

/**
 * Which of these images the account of the lease does not have yet, and which of these strips. Strips of
 * other accounts are not had.
 * @throws TwinlensError `lease_lost`
 */
export async function findMissingImages({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; hashes: string[]; strips?: string[] | undefined };
}): Promise<{ missing: string[]; missingStrips: string[] }> {
  const { accountId } = await findLeaseOrResult(ctx, input.token);
  const stored = await findImages(ctx, accountId, input.hashes);
  const { strips = [] } = input;
  const known = await findStrips(ctx, accountId, strips);
  return {
    missing: [...new Set(input.hashes)].filter((hash) => !stored.has(hash)),
    missingStrips: [...new Set(strips)].filter((digest) => !known.has(digest)),
  };
}
