import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { ResultEntry } from '../db/schema.ts';
import { pictureColumns, type StoredPicture } from './picture.ts';

export interface CapturedView<View> {
  component: string;
  variant: string;
  target: string;
  image: View;
}

/**
 * What one request captured, with its images.
 * @param view How an image is shown.
 */
export async function viewCaptured<View>(
  ctx: Context,
  accountId: number,
  entries: ResultEntry[],
  view: (ctx: Context, accountId: number, picture: StoredPicture) => View,
): Promise<CapturedView<View>[]> {
  const ids = [...new Set(entries.map(({ imageId }) => imageId))];
  const rows = await ctx.db
    .selectFrom('image')
    .select('id')
    .select(pictureColumns)
    .where('account_id', '=', accountId)
    .where(sql<boolean>`id = any(${ids}::integer[])`)
    .execute();
  const images = new Map(rows.map((row) => [row.id, row]));
  return entries.flatMap(({ component, variant, target, imageId }) => {
    const image = images.get(imageId);
    if (image === undefined) return [];
    return [{ component, variant, target, image: view(ctx, accountId, image) }];
  });
}
