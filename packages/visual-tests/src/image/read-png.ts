import type { Context } from '../context.ts';
import { imageName, madePngName } from '../store/names.ts';
import { locateByName } from './pack/locate-picture.ts';

/**
 * An image as the file people see, or null where there is none of this name. That of a picture in strips
 * is made when it is asked for the first time, and kept. Where two ask at once, both make it: the files
 * are equal, and whichever is put in place last stays.
 *
 * @param hash the image's public name
 */
export async function readPng(
  ctx: Context,
  accountId: number,
  hash: string,
): Promise<Uint8Array | null> {
  const kept =
    (await ctx.store.get(madePngName(accountId, hash))) ??
    (await ctx.store.get(imageName(accountId, hash)));
  if (kept !== null) return kept;
  const picture = await locateByName(ctx, accountId, hash);
  if (picture === null) return null;
  const png = await ctx.pixelWork.encodePng(picture);
  await ctx.store.put(madePngName(accountId, hash), png);
  return png;
}
