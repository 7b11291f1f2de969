import { createHmac } from 'node:crypto';
import { imageKeyOf } from '../account/image-key.ts';
import type { Context, Pixels } from '../context.ts';
import { imageName } from '../store/names.ts';
import type { StoreName } from '../store/store.ts';

/** More than any screenshot of the sizes clients may ask for. Bytes. */
export const maxImageBytes = 64 * 1024 * 1024;

export interface KeptImage {
  id: number;
  /** Its public name. */
  hash: string;
}

export const findByPixels = (
  ctx: Context,
  accountId: number,
  pixelHash: string,
): Promise<KeptImage | undefined> =>
  ctx.db
    .selectFrom('image')
    .select(['id', 'hash'])
    .where('account_id', '=', accountId)
    .where('pixel_hash', '=', pixelHash)
    .executeTakeFirst();

/**
 * Keeps an animated PNG under the hash of its frames. Repeatable: equal frames are one image.
 *
 * @param put writes the file into the store under this name; not called when the image is there
 */
export async function keepAnimation(
  ctx: Context,
  accountId: number,
  image: Omit<Pixels, 'manifest'> & { bytes: number },
  put: (name: StoreName) => Promise<void>,
): Promise<KeptImage> {
  const found = await findByPixels(ctx, accountId, image.pixelHash);
  if (found !== undefined) return found;
  const hash = nameOfImage(await imageKeyOf(ctx, accountId), image.pixelHash);
  await put(imageName(accountId, hash));
  await ctx.db
    .insertInto('image')
    .values({
      account_id: accountId,
      pixel_hash: image.pixelHash,
      hash,
      width: image.width,
      height: image.height,
      frame_count: image.animation?.frameCount ?? null,
      duration_ms: image.animation?.durationMs ?? null,
      bytes: image.bytes,
      created_at: ctx.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await findByPixels(ctx, accountId, image.pixelHash);
  if (kept === undefined) throw new Error(`image ${hash} has gone`);
  return kept;
}

/**
 * Equal identities give equal names inside an account, and nobody outside can guess one.
 * @param imageKey the account's
 * @param identity what makes an image the one it is
 */
export function nameOfImage(imageKey: Uint8Array, identity: string): string {
  return createHmac('sha256', imageKey).update(identity).digest('hex').slice(0, 32);
}
