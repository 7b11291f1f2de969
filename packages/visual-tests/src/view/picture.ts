import type { ViolationCounts } from '@twinlens/contract';
import type { Context } from '../context.ts';
import type { Area } from '../db/schema.ts';
import { accessibilityUrl, imageUrl } from './urls.ts';

/** What is known of an image, as the database has it. */
export interface StoredPicture {
  hash: string;
  foreignUrl: string | null;
  width: number | null;
  height: number | null;
  /** Of a picture of many frames. */
  frameCount: number | null;
  durationMs: number | null;
  /** Of an accessibility result: its picture, and how much it found. */
  pictureHash: string | null;
  violations: ViolationCounts | null;
  ignored: Area[] | null;
}

/** The columns of `image` that make a StoredPicture. */
export const pictureColumns = [
  'image.hash',
  'image.foreign_url as foreignUrl',
  'image.width',
  'image.height',
  'image.frame_count as frameCount',
  'image.duration_ms as durationMs',
  'image.picture_hash as pictureHash',
  'image.violations',
  'image.ignored',
] as const;

export interface PictureView {
  url: string;
  /** Pixels; null where a client left a picture elsewhere and did not say. */
  width: number | null;
  height: number | null;
  /** Null for a still. */
  animation: { frameCount: number; durationMs: number } | null;
  ignored: Area[];
  accessibility: { hash: string; violations: ViolationCounts } | null;
}

/** An image as people are shown it: its picture, how large, and what else there is to see. */
export function viewPicture(
  ctx: Pick<Context, 'origin'>,
  accountId: number,
  picture: StoredPicture,
): PictureView {
  const { hash, foreignUrl, width, height, pictureHash, violations, ignored } = picture;
  const { frameCount, durationMs } = picture;
  const accessibility = violations === null ? null : { hash, violations };
  const animation = frameCount === null || durationMs === null ? null : { frameCount, durationMs };
  const url = foreignUrl ?? imageUrl(ctx, accountId, pictureHash ?? hash, animation !== null);
  return { url, width, height, animation, ignored: ignored ?? [], accessibility };
}

export interface ContentView extends Omit<PictureView, 'accessibility' | 'ignored' | 'animation'> {
  frameCount?: number;
  durationMs?: number;
  axeResults?: { violations: ViolationCounts };
}

/** An image as clients are told of it: an address that is the same for what is the same. */
export function viewContent(
  ctx: Pick<Context, 'origin'>,
  accountId: number,
  picture: StoredPicture,
): ContentView {
  const { accessibility, ignored: _, animation, ...view } = viewPicture(ctx, accountId, picture);
  if (accessibility === null) return { ...view, ...animation };
  const { hash, violations } = accessibility;
  const url = accessibilityUrl(ctx, accountId, hash);
  return { url, width: null, height: null, axeResults: { violations } };
}
