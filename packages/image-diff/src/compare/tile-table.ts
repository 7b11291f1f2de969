/** What is known of the tiles of a pair of regions: thirteen numbers each, as the kernel writes them. */

/** Pixels of a tile's side; see assembly/coherence.ts. */
export const tileSize = 16;

export const tileFields = 13;

/** Edges in pixels of the pair, right and bottom exclusive. */
export interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Pixels that differ by less than people see, by more, or that are elsewhere by a pixel or less. */
export type Kind = 'faint' | 'plain' | 'displaced';

const places: Record<Kind, number> = { faint: 0, plain: 1, displaced: 2 };

export class TileTable {
  readonly columns: number;
  readonly count: number;
  readonly #numbers: Uint32Array;

  constructor({ width, height }: { width: number; height: number }) {
    this.columns = Math.ceil(width / tileSize);
    this.count = this.columns * Math.ceil(height / tileSize);
    this.#numbers = new Uint32Array(this.count * tileFields);
  }

  /** Takes what the kernel wrote of some tiles, from `tile` on. */
  set(tile: number, numbers: Uint32Array): void {
    this.#numbers.set(numbers, tile * tileFields);
  }

  pixels(tile: number, kind: Kind): number {
    return this.#field(tile, places[kind]);
  }

  /** Pixels that are faint or plain: nothing explains them. */
  unexplained(tile: number): number {
    return this.pixels(tile, 'faint') + this.pixels(tile, 'plain');
  }

  differing(tile: number): number {
    return this.unexplained(tile) + this.pixels(tile, 'displaced');
  }

  /** Of the unexplained: how many share the commonest change of colour. */
  common = (tile: number): number => this.#field(tile, 6);

  /** Of the unexplained: how many became brighter. */
  brighter = (tile: number): number => this.#field(tile, 7);

  /** Of the unexplained: how many became darker. */
  darker = (tile: number): number => this.#field(tile, 8);

  /** Changes of brightness of the unexplained added up, in steps of 1 of 255. */
  contrast = (tile: number): number => this.#field(tile, 9) / 256;

  /** Of the displaced: how many differ by more than is faint. */
  plainlyDisplaced = (tile: number): number => this.#field(tile, 10);

  /** Of the plain: how many lie between what is around them, and could have been displaced. */
  plainWithin = (tile: number): number => this.#field(tile, 12);

  contrastDisplaced = (tile: number): number => this.#field(tile, 11) / 256;

  /** Around the pixels of one kind; only where there are some. */
  edges(tile: number, kind: Kind): Edges {
    const box = this.#field(tile, 3 + places[kind]);
    const x = (tile % this.columns) * tileSize;
    const y = Math.floor(tile / this.columns) * tileSize;
    return {
      left: x + (box & 0xff),
      top: y + ((box >>> 8) & 0xff),
      right: x + ((box >>> 16) & 0xff) + 1,
      bottom: y + (box >>> 24) + 1,
    };
  }

  #field(tile: number, index: number): number {
    return this.#numbers[tile * tileFields + index] as number;
  }
}

export function union(a: Edges, b: Edges): Edges {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/**
 * Tiles that touch, corners included.
 * @param member one byte a tile, 1 for those that are looked at; zeroes afterwards
 */
export function touching(member: Uint8Array, columns: number): number[][] {
  const groups: number[][] = [];
  for (let first = member.indexOf(1); first !== -1; first = member.indexOf(1, first + 1)) {
    member[first] = 0;
    const group = [first];
    for (let at = 0; at < group.length; at++) {
      const tile = group[at] as number;
      const column = tile % columns;
      const left = column === 0 ? 0 : -1;
      const right = column === columns - 1 ? 0 : 1;
      for (let row = tile - columns; row <= tile + columns; row += columns) {
        for (let neighbour = row + left; neighbour <= row + right; neighbour++) {
          if (member[neighbour] !== 1) continue;
          member[neighbour] = 0;
          group.push(neighbour);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}
