/** Where small pictures are. Needs no schemas, so that pages need not load them. */

/** Pixels; those of narrower pictures are not made wider. */
export const thumbnailWidths = [320, 640] as const;
export type ThumbnailWidth = (typeof thumbnailWidths)[number];

/** A thumbnail shows the top of a picture, at most this many times as high as wide. */
export const thumbnailShape = 2;

const picture = /\/img\/([0-9a-f]{32})\.a?png$/;

/**
 * Address of a thumbnail.
 * @param url address of a picture that this server keeps; of an animated one, the first frame is shown
 * @returns null where there can be none
 */
export function thumbnailUrl(url: string, width: ThumbnailWidth): string | null {
  return picture.test(url) ? url.replace(picture, `/thumbnails/${width}/$1.png`) : null;
}
