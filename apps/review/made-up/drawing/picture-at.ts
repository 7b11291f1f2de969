import type { PictureName, Side } from '../picture.ts';
import { drawAnimation } from './draw-animation.ts';
import { drawPage } from './draw-page.ts';
import { drawPicture } from './draw-picture.ts';

export interface PictureFile {
  /** MIME type. */
  type: string;
  body: Buffer;
}

/** What the first letter of a picture's name stands for. */
const sides: Record<string, Side | undefined> = { a: 'after', b: 'before', c: 'again' };

/** Small ones are the same as large ones, and both are asked for again and again. */
const drawn = new Map<string, Buffer>();

function draw(name: PictureName, animated: boolean): Buffer {
  const page = name.side === 'again' ? null : drawPage(name.row, name.side);
  return page ?? (animated ? drawAnimation(name) : drawPicture(name));
}

/** What is at a path of pictures or thumbnails; null where there can be none. */
export function pictureAt(path: string): PictureFile | null {
  const [, letter, row = '0', type] =
    /^\/a\/1\/(?:img|thumbnails\/\d+)\/([abc])([0-9a-f]{31})\.(a?png)$/.exec(path) ?? [];
  const side = sides[letter ?? ''];
  if (side === undefined) return null;
  const name = { row: Number.parseInt(row, 16), side };
  const key = `${letter}${name.row}.${type}`;
  const body = drawn.get(key) ?? draw(name, type === 'apng');
  drawn.set(key, body);
  return { type: `image/${type}`, body };
}
