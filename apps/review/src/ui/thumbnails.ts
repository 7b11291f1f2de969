import { thumbnailShape, thumbnailUrl, thumbnailWidths } from '@twinlens/contract/thumbnails';
import type { Picture } from '../api/entities.ts';
import { foreignHost } from './foreign-host.ts';

/** How wide a tile is, about. */
const tileWidth = '18rem';

interface Thumbnails {
  src: string;
  srcSet: string;
  sizes: string;
  width: number;
  height: number;
}

/**
 * Smaller pictures for a tile, for an image element. Null where there are none: a picture that another
 * server keeps is as it is, and one that is no larger than a thumbnail is shown itself, as it may be
 * there from elsewhere on the page.
 */
export function thumbnailsOf({ url, width, height, animation }: Picture): Thumbnails | null {
  if (width === null || height === null || foreignHost(url) !== null) return null;
  const [smallest] = thumbnailWidths;
  const isSmall = width <= smallest && height <= width * thumbnailShape;
  if (isSmall && animation === null) return null;
  const sources = thumbnailWidths.map((each) => ({ each, src: thumbnailUrl(url, each) }));
  const [first] = sources;
  if (first?.src == null) return null;
  return {
    src: first.src,
    srcSet: sources.map(({ each, src }) => `${src} ${Math.min(each, width)}w`).join(', '),
    sizes: tileWidth,
    width,
    height: Math.min(height, width * thumbnailShape),
  };
}
