import type { Context, KeptPicture } from '../context.ts';
import { locateByName } from '../image/pack/locate-picture.ts';
import { imageName } from '../store/names.ts';

/** A picture, or why there is none to look at. */
export type ReadPicture = KeptPicture | { unreadable: string };

/** Where pictures are read to be compared; nothing else of comparing knows how they are kept. */
export async function readPicture(ctx: Context, imageId: number): Promise<ReadPicture> {
  const image = await ctx.db
    .selectFrom('image')
    .select(['account_id', 'hash', 'ignored', 'picture_hash', 'foreign_url', 'frame_count'])
    .where('id', '=', imageId)
    .executeTakeFirst();
  if (image === undefined) return { unreadable: 'there is no such picture' };
  if (image.picture_hash !== null) {
    return { unreadable: 'results of accessibility targets are compared by what was found' };
  }
  if (image.foreign_url !== null) return { unreadable: 'a picture is kept on another server' };
  if (image.frame_count !== null) return { unreadable: 'animated pictures are not looked at' };
  try {
    return await read(ctx, image.account_id, image.hash, image.ignored ?? []);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

async function read(
  ctx: Context,
  accountId: number,
  hash: string,
  ignored: KeptPicture['ignored'],
): Promise<ReadPicture> {
  const stored = await locateByName(ctx, accountId, hash);
  if (stored !== null) return { stored, ignored };
  // From before there were strips.
  const png = await ctx.store.get(imageName(accountId, hash));
  if (png === null) return { unreadable: 'a picture is gone from the store' };
  return { png, ignored };
}
