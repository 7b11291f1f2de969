import { type NotNull, sql } from 'kysely';
import type { Context } from '../context.ts';

export interface StoredImage {
  id: number;
  width: number;
  height: number;
}

/** The images an account has, by the hash of their pixels. */
export async function findImages(
  ctx: Context,
  accountId: number,
  pixelHashes: string[],
): Promise<Map<string, StoredImage>> {
  if (pixelHashes.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('image')
    .select(['id', 'width', 'height', 'pixel_hash'])
    .where('account_id', '=', accountId)
    .where(sql<boolean>`pixel_hash = any(${pixelHashes}::text[])`)
    .$narrowType<{ width: NotNull; height: NotNull; pixel_hash: NotNull }>()
    .execute();
  return new Map(rows.map(({ pixel_hash: hash, ...image }) => [hash, image]));
}
