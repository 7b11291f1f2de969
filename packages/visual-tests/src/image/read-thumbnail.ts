import { type ThumbnailWidth, TwinlensError, thumbnailShape } from '@twinlens/contract';
import type { Context, KeptFile } from '../context.ts';
import { thumbnailName } from '../store/names.ts';
import { findKept } from './find-kept.ts';
import { readPng } from './read-png.ts';

/**
 * A small picture, made when it is asked for the first time, and kept. The public name of the image is
 * the proof.
 *
 * @throws TwinlensError `not_found`, whichever part of the address is wrong
 */
export async function readThumbnail({
  ctx,
  input,
}: {
  ctx: Context;
  input: { accountId: number; hash: string; width: ThumbnailWidth };
}): Promise<Uint8Array> {
  const { accountId, hash, width } = input;
  const name = thumbnailName(accountId, hash, width);
  const made = await ctx.store.get(name);
  if (made !== null) return made;
  const kept = await findKept(ctx, accountId, hash);
  if (kept === null) throw new TwinlensError('not_found', 'there is no such image');
  const small = isSmall(kept, width) ? await readPng(ctx, accountId, hash) : null;
  if (small !== null) return small;
  const png = await ctx.pixelWork.makeThumbnail(kept, width);
  await ctx.store.put(name, png);
  return png;
}

/** Whether all of it is no larger than a thumbnail, and is one. */
function isSmall(kept: KeptFile, most: ThumbnailWidth): boolean {
  if ('png' in kept) return false;
  const { width, height } = kept.stored.manifest;
  return width <= most && height <= width * thumbnailShape;
}
