import type { Region } from '../pixmap/region.ts';

/** Where in a picture the changes are: few rectangles a person can look at one after the other. */

interface Mask {
  /** One byte a pixel, 1 where it changed. */
  mask: Uint8Array;
  width: number;
}

/** Edges of a rectangle, right and bottom exclusive. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Changes closer together than about this many pixels belong together. */
const firstTileSize = 16;

/** More regions than this help nobody; tiles are enlarged until there are fewer. */
const mostRegions = 200;

/** The tight box around the changed pixels of each tile that has any, by tile number. */
function boxesByTile({ mask, width }: Mask, size: number): Map<number, Box> {
  const columns = Math.ceil(width / size);
  const boxes = new Map<number, Box>();
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

function union(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** Tiles that touch, corners included, become one box. */
function joinTouching(boxes: Map<number, Box>, columns: number): Box[] {
  const waiting = new Map(boxes);
  const joined: Box[] = [];
  for (const [first, firstBox] of boxes) {
    if (!waiting.delete(first)) continue;
    let whole = firstBox;
    const queue = [first];
    for (let tile = queue.pop(); tile !== undefined; tile = queue.pop()) {
      const column = tile % columns;
      for (const row of [-columns, 0, columns]) {
        for (let step = -1; step <= 1; step++) {
          if (column + step < 0 || column + step >= columns) continue;
          const neighbour = tile + row + step;
          const box = waiting.get(neighbour);
          if (box === undefined) continue;
          waiting.delete(neighbour);
          whole = union(whole, box);
          queue.push(neighbour);
        }
      }
    }
    joined.push(whole);
  }
  return joined;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A bent group's box can lie over another's; such boxes become one, until none overlap. */
function mergeOverlapping(boxes: Box[]): Box[] {
  const apart: Box[] = [];
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
  let boxes: Box[] = [];
  for (let size = firstTileSize; ; size *= 2) {
    boxes = joinTouching(boxesByTile(picture, size), Math.ceil(picture.width / size));
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
