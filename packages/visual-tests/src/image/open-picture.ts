import type { Context, LocatedPicture } from '../context.ts';
import type { Area } from '../db/schema.ts';
import { locateByName } from './pack/locate-picture.ts';

/**
 * A stored still picture, to be compared: `storedPicture` of packages/image-diff makes a picture of it
 * that reads what it is asked for. Null for what is kept as a file (animations, and stills from before
 * there were strips), on another server, or is no picture.
 */
export async function openPicture(
  ctx: Context,
  imageId: number,
): Promise<(LocatedPicture & { ignored: Area[] }) | null> {
  const image = await ctx.db
    .selectFrom('image')
    .select(['account_id', 'hash', 'ignored'])
    .where('id', '=', imageId)
    .where('picture_hash', 'is', null)
    .where('foreign_url', 'is', null)
    .executeTakeFirst();
  if (image === undefined) return null;
  const located = await locateByName(ctx, image.account_id, image.hash);
  return located && { ...located, ignored: image.ignored ?? [] };
}
