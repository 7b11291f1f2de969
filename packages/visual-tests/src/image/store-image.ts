import { createHmac } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';
import type { Context } from '../context.ts';
import { findLease } from '../lease/find-lease.ts';
import { imageName } from '../store/names.ts';
import { findImages } from './find-images.ts';
import { pngSize } from './png-size.ts';

/** More than any screenshot of the sizes clients may ask for. Bytes. */
export const maxImageBytes = 64 * 1024 * 1024;

/**
 * Keeps a PNG under the hash of its pixels. Repeatable.
 * @throws TwinlensError `lease_lost`; `unsupported_media_type` when the bytes are not a whole PNG
 */
export async function storeImage({
  ctx,
  input,
}: {
  ctx: Context;
  input: { token: string; pixelHash: string; bytes: Uint8Array };
}): Promise<void> {
  const { accountId } = await findLease(ctx, input.token);
  const size = pngSize(input.bytes);
  if (size === null) {
    throw new TwinlensError('unsupported_media_type', 'the image is not a whole PNG');
  }
  if ((await findImages(ctx, accountId, [input.pixelHash])).size > 0) return;
  const hash = await publicName(ctx, accountId, input.pixelHash);
  await ctx.store.put(imageName(accountId, hash), input.bytes);
  await ctx.db
    .insertInto('image')
    .values({
      account_id: accountId,
      pixel_hash: input.pixelHash,
      hash,
      ...size,
      bytes: input.bytes.length,
      created_at: ctx.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Equal pixels give equal names inside an account, and nobody outside can guess one. */
async function publicName(ctx: Context, accountId: number, pixelHash: string): Promise<string> {
  const { image_key: key } = await ctx.db
    .selectFrom('account')
    .select('image_key')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return createHmac('sha256', key).update(pixelHash).digest('hex').slice(0, 32);
}
