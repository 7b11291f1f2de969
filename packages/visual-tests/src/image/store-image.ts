import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { findLeaseOrResult } from '../lease/find-lease.ts';
import { keepImage } from './keep-image.ts';
import { pngFacts } from './png-facts.ts';

/**
 * Keeps a PNG a worker took, under the hash it says its pixels have. Repeatable.
 * @throws TwinlensError `lease_lost`; `unsupported_media_type` when the bytes are not a whole PNG
 */
export async function storeImage({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; pixelHash: string; bytes: Uint8Array };
}): Promise<void> {
  const { accountId } = await findLeaseOrResult(ctx, input.token);
  const facts = pngFacts(input.bytes);
  if (facts === null) {
    throw new TwinlensError('unsupported_media_type', 'the image is not a whole PNG');
  }
  const image = { pixelHash: input.pixelHash, ...facts, bytes: input.bytes.length };
  await keepImage(ctx, accountId, image, (name) => ctx.store.put(name, input.bytes));
}
