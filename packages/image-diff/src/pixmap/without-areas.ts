import type { Pixmap } from './pixmap.ts';
import type { Region } from './region.ts';

/**
 * A picture whose areas are transparent black, all of them, so that only the rest of it counts where it
 * is named or compared. Areas may reach beyond it.
 * @returns The picture itself where there are no areas.
 */
export function withoutAreas(picture: Pixmap, areas: readonly Region[]): Pixmap {
  if (areas.length === 0) return picture;
  const { width, height } = picture;
  const rgba = picture.rgba.slice();
  for (const area of areas) {
    const left = Math.min(width, Math.max(0, area.x));
    const right = Math.min(width, Math.max(left, area.x + area.width));
    const bottom = Math.min(height, area.y + area.height);
    for (let y = Math.max(0, area.y); y < bottom; y++) {
      rgba.fill(0, (y * width + left) * 4, (y * width + right) * 4);
    }
  }
  return { width, height, rgba };
}
