import type { Context, KeptPicture } from '../context.ts';
import { findKept } from '../image/find-kept.ts';

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
    const kept = await findKept(ctx, image.account_id, image.hash);
    return kept === null
      ? { unreadable: 'a picture is gone from the store' }
      : { ...kept, ignored: image.ignored ?? [] };
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
