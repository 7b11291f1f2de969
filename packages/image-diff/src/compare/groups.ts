/** Tiles that touch belong together; a group of them becomes one rectangle, or few. */
import type { Edges } from './tiles.ts';

/** Tiles that touch, corners included, by their numbers. */
export function touching(tiles: Iterable<number>, columns: number): number[][] {
  const waiting = new Set(tiles);
  const groups: number[][] = [];
  for (const first of waiting) {
    waiting.delete(first);
    const group = [first];
    for (let at = 0; at < group.length; at++) {
      const tile = group[at] as number;
      const column = tile % columns;
      for (const row of [-columns, 0, columns]) {
        for (let step = -1; step <= 1; step++) {
          if (column + step < 0 || column + step >= columns) continue;
          if (waiting.delete(tile + row + step)) group.push(tile + row + step);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}

export function union(a: Edges, b: Edges): Edges {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
