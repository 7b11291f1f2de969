import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { ResultEntry } from '../db/schema.ts';
import { type PictureView, viewPicture } from './picture.ts';

export interface CapturedView {
  component: string;
  variant: string;
  target: string;
  image: PictureView;
}

/** What one request captured, with its images. */
export async function viewCaptured(
  ctx: Context,
  accountId: number,
  entries: ResultEntry[],
): Promise<CapturedView[]> {
  const ids = [...new Set(entries.map(({ imageId }) => imageId))];
  const rows = await ctx.db
    .selectFrom('image')
    .select(['id', 'hash', 'foreign_url as foreignUrl', 'width', 'height'])
    .where('account_id', '=', accountId)
    .where(sql<boolean>`id = any(${ids}::integer[])`)
    .execute();
  const images = new Map(rows.map((row) => [row.id, row]));
  return entries.flatMap(({ component, variant, target, imageId }) => {
    const image = images.get(imageId);
    if (image === undefined) return [];
    return [{ component, variant, target, image: viewPicture(ctx, accountId, image) }];
  });
}
