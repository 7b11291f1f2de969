import type { Context } from '../context.ts';
import { imageUrl } from './urls.ts';

/** What is known of an image, as the database has it. */
export interface StoredPicture {
  hash: string;
  foreignUrl: string | null;
  width: number | null;
  height: number | null;
}

export interface PictureView {
  url: string;
  /** Pixels; null where a client left a picture elsewhere and did not say. */
  width: number | null;
  height: number | null;
}

/** An image as it is shown to anybody: where it is, and how large. */
export function viewPicture(
  ctx: Pick<Context, 'origin'>,
  accountId: number,
  { hash, foreignUrl, width, height }: StoredPicture,
): PictureView {
  return { url: foreignUrl ?? imageUrl(ctx, accountId, hash), width, height };
}
