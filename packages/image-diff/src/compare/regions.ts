/** Where in a picture the changes are: few rectangles a person can look at one after the other. */
import type { Region } from '../pixmap/region.ts';
import { type Edges, touching, union } from './tile-table.ts';

interface Mask {
  /** One byte a pixel, 1 where it changed. */
  mask: Uint8Array;
  width: number;
}

/** Changes closer together than about this many pixels belong together. */
const firstTileSize = 16;

/** More regions than this help nobody; tiles are enlarged until there are fewer. */
const mostRegions = 200;

/** The tight box around the changed pixels of each tile that has any, by tile number. */
function boxesByTile({ mask, width }: Mask, size: number): Map<number, Edges> {
  const columns = Math.ceil(width / size);
  const boxes = new Map<number, Edges>();
  for (let at = mask.indexOf(1); at !== -1; at = mask.indexOf(1, at + 1)) {
    const y = Math.floor(at / width);
    const x = at - y * width;
    const tile = Math.floor(y / size) * columns + Math.floor(x / size);
    const box = boxes.get(tile);
    if (box === undefined) {
      boxes.set(tile, { left: x, top: y, right: x + 1, bottom: y + 1 });
    } else {
      if (x < box.left) box.left = x;
      if (x >= box.right) box.right = x + 1;
      box.bottom = y + 1;
    }
  }
  return boxes;
}

/** Tiles that touch, corners included, become one box. */
function joinTouching(
  boxes: Map<number, Edges>,
  { columns, rows }: { columns: number; rows: number },
): Edges[] {
  const member = new Uint8Array(columns * rows);
  for (const tile of boxes.keys()) member[tile] = 1;
  return touching(member, columns).map((tiles) =>
    tiles.map((tile) => boxes.get(tile) as Edges).reduce(union),
  );
}

function overlap(a: Edges, b: Edges): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A bent group's box can lie over another's; such boxes become one, until none overlap. */
function mergeOverlapping(boxes: Edges[]): Edges[] {
  const apart: Edges[] = [];
  for (let box of boxes) {
    for (
      let other = apart.findIndex((candidate) => overlap(candidate, box));
      other !== -1;
      other = apart.findIndex((candidate) => overlap(candidate, box))
    ) {
      for (const merged of apart.splice(other, 1)) box = union(box, merged);
    }
    apart.push(box);
  }
  return apart;
}

/** Rectangles around groups of changed pixels, from top to bottom. */
export function regionsOf(picture: Mask): Region[] {
  let boxes: Edges[] = [];
  for (let size = firstTileSize; ; size *= 2) {
    const columns = Math.ceil(picture.width / size);
    const rows = Math.ceil(picture.mask.length / picture.width / size);
    boxes = joinTouching(boxesByTile(picture, size), { columns, rows });
    if (boxes.length <= mostRegions) break;
  }
  return mergeOverlapping(boxes)
    .sort((a, b) => a.top - b.top || a.left - b.left)
    .map(({ left, top, right, bottom }) => ({
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    }));
}
