import { type Kernel, withKernel } from '../kernel/kernel.ts';
import type { Region } from '../pixmap/region.ts';
import { bandRows, fingerprintRows, type Picture } from './picture.ts';

/**
 * A picture whose areas are transparent black, as `withoutAreas` makes it of decoded ones. Only rows that
 * an area lies in are read for it.
 * @param key what the picture's rows were fingerprinted with
 * @returns the picture itself where there are no areas
 */
export function pictureWithoutAreas(
  picture: Picture,
  areas: readonly Region[],
  key: Uint8Array,
): Picture {
  if (areas.length === 0) return picture;
  const { width, height } = picture;
  const inside = areas.map((area) => within(area, picture)).filter(({ rows }) => rows > 0);
  const readRows: Picture['readRows'] = (kernel, from, to, into) => {
    picture.readRows(kernel, from, to, into);
    for (const area of inside) clear(kernel, area, { from, to, into, width });
  };
  const rows = picture.rows.slice();
  withKernel((kernel) => {
    const band = kernel.reserve(width * 4 * bandRows);
    for (const area of inside) {
      const bottom = Math.min(height, area.top + area.rows);
      for (let y = area.top; y < bottom; y += bandRows) {
        const count = Math.min(bandRows, bottom - y);
        readRows(kernel, y, y + count, band);
        rows.set(fingerprintRows(kernel, { pixels: band, width, count, key }), y * 2);
      }
    }
  });
  return { width, height, rows, readRows };
}

interface Inside {
  left: number;
  right: number;
  top: number;
  rows: number;
}

/** The part of an area that lies in the picture. */
function within(area: Region, { width, height }: Picture): Inside {
  const left = Math.min(width, Math.max(0, area.x));
  const right = Math.min(width, Math.max(left, area.x + area.width));
  const top = Math.min(height, Math.max(0, area.y));
  return { left, right, top, rows: Math.min(height, area.y + area.height) - top };
}

interface Band {
  from: number;
  to: number;
  into: number;
  width: number;
}

function clear(kernel: Kernel, area: Inside, { from, to, into, width }: Band): void {
  const bottom = Math.min(to, area.top + area.rows);
  for (let y = Math.max(from, area.top); y < bottom; y++) {
    const row = into + ((y - from) * width + area.left) * 4;
    kernel.bytes(row, (area.right - area.left) * 4).fill(0);
  }
}
