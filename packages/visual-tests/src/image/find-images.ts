import { type NotNull, sql } from 'kysely';
import type { Context } from '../context.ts';

export interface StoredImage {
  id: number;
  /** Pixels; null for an accessibility result. */
  width: number | null;
  height: number | null;
  /** Of a picture of many frames; otherwise null. */
  frameCount: number | null;
  durationMs: number | null;
}

/** The images and accessibility results an account has, by the hash of their pixels or identity. */
export async function findImages(
  ctx: Context,
  accountId: number,
  pixelHashes: string[],
): Promise<Map<string, StoredImage>> {
  if (pixelHashes.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('image')
    .select(['id', 'width', 'height', 'pixel_hash', 'picture_hash'])
    .select(['frame_count as frameCount', 'duration_ms as durationMs'])
    .where('account_id', '=', accountId)
    .where(sql<boolean>`pixel_hash = any(${pixelHashes}::text[])`)
    .$narrowType<{ pixel_hash: NotNull }>()
    .execute();
  const none = { width: null, height: null };
  return new Map(
    rows.map(({ pixel_hash: hash, picture_hash: picture, ...image }) => [
      hash,
      { ...image, ...(picture !== null && none) },
    ]),
  );
}
