/** What a stored picture shows at known places. */
import { decodePng } from '@twinlens/image-diff';

export interface Picture {
  width: number;
  height: number;
  /** The colour of a pixel as `#rrggbb`, without its alpha; undefined outside the picture. */
  colorAt(x: number, y: number): string | undefined;
}

/** Fetches a picture from where its snapshot says it is. Rejects when it is not there or no PNG. */
export async function fetchPicture(url: string): Promise<Picture> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const { width, height, rgba } = decodePng(new Uint8Array(await response.arrayBuffer()));
  return {
    width,
    height,
    colorAt(x, y) {
      if (x < 0 || y < 0 || x >= width || y >= height) return undefined;
      const at = (y * width + x) * 4;
      return `#${Buffer.from(rgba.subarray(at, at + 3)).toString('hex')}`;
    },
  };
}
