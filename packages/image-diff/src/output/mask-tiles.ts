import type { Region } from '../pixmap/region.ts';
import { type DifferenceMask, maskValueAt } from './difference-mask.ts';
import { markPaints } from './found-colours.ts';

/** Pixels. Small enough for a canvas in every browser. */
const tileSize = 1024;

/** A part of the later picture, with what was found in it painted on nothing. */
export interface MaskTile extends Region {
  rgba: Uint8Array;
}

/** The parts of a mask that mark anything: a change of one pixel in a long picture is one small tile. */
export function tilesOf(mask: DifferenceMask): MaskTile[] {
  const tiles: MaskTile[] = [];
  for (let top = 0; top < mask.height; top += tileSize) {
    for (let left = 0; left < mask.width; left += tileSize) {
      const tile = paintTile(mask, left, top);
      if (tile) tiles.push(tile);
    }
  }
  return tiles;
}

/** Null where nothing is marked. */
function paintTile(mask: DifferenceMask, left: number, top: number): MaskTile | null {
  const width = Math.min(tileSize, mask.width - left);
  const height = Math.min(tileSize, mask.height - top);
  let rgba: Uint8Array | null = null;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const paint = markPaints[maskValueAt(mask, mask.x + left + x, mask.y + top + y)];
      if (paint === undefined) continue;
      rgba ??= new Uint8Array(width * height * 4);
      rgba.set([...paint.colour, Math.round(paint.share * 255)], (y * width + x) * 4);
    }
  }
  return rgba && { x: mask.x + left, y: mask.y + top, width, height, rgba };
}
