import { type NamedPng, TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { findLeaseOrResult } from '../lease/find-lease.ts';
import { keepImage } from './keep-image.ts';
import { pngFacts } from './png-facts.ts';

/**
 * Keeps PNGs a worker took, under the hashes it says their pixels have. Repeatable.
 * @throws TwinlensError `lease_lost`; `unsupported_media_type` when one is not a whole PNG: then none
 *   is kept
 */
export async function storeImages({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; images: readonly NamedPng[] };
}): Promise<void> {
  const { accountId } = await findLeaseOrResult(ctx, input.token);
  const images = input.images.map(({ hash, png }) => {
    const facts = pngFacts(png);
    if (facts === null) {
      throw new TwinlensError('unsupported_media_type', `the image ${hash} is not a whole PNG`);
    }
    return { png, image: { pixelHash: hash, ...facts, bytes: png.length } };
  });
  for (const { png, image } of images) {
    await keepImage(ctx, accountId, image, (name) => ctx.store.put(name, png));
  }
}
