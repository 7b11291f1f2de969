import type { Context, KeptFile } from '../context.ts';
import { imageName } from '../store/names.ts';
import { locateByName } from './pack/locate-picture.ts';

/**
 * A picture as it is kept: in strips, or as a file, as animations are and what is from before there were
 * strips. Null where there is none.
 * @param hash the image's public name
 */
export async function findKept(
  ctx: Context,
  accountId: number,
  hash: string,
): Promise<KeptFile | null> {
  const stored = await locateByName(ctx, accountId, hash);
  if (stored !== null) return { stored };
  const png = await ctx.store.get(imageName(accountId, hash));
  return png && { png };
}
