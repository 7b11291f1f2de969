/** What the pixels of a pair of regions are, tile by tile of sixteen pixels. */
import type { Kernel } from '../kernel/kernel.ts';
import { bandRows, type Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';

/** Pixels of a tile's side; see assembly/coherence.ts. */
export const tileSize = 16;

const fields = 10;

/** Edges in pixels of the pair, right and bottom exclusive. */
export interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Marked {
  count: number;
  edges: Edges;
}

export interface Tile {
  /** Differ by less than people see; null where there are none. */
  faint: Marked | null;
  /** Differ by more. */
  plain: Marked | null;
  /** Are elsewhere by a pixel or less. */
  displaced: Marked | null;
  /** Of those that are faint or plain: how many share the commonest change of colour. */
  common: number;
  brighter: number;
  darker: number;
  /** Mean change of brightness of those, in steps of 1 of 255. */
  contrast: number;
}

/** Two regions of one size. */
export interface RegionPair {
  before: Region;
  after: Region;
}

/**
 * Distance from which a difference is plain: the tenth of the way from black to white that others of
 * this kind take for visible, squared as the distance is.
 */
const visible = 35215 * 0.1 ** 2;

/** Percents of a difference that a displacement may leave, to explain it. */
const mostLeft = 30;

/** Rows read above and below a band, so that what is around its pixels is known. */
const halo = tileSize;

interface Pictures {
  before: Picture;
  after: Picture;
}

/**
 * Describes the tiles of a pair in which something differs, by tile number: rows of `columns` tiles, from
 * the top. Band by band: memory does not depend on how tall the pair is.
 */
export function describePair(
  kernel: Kernel,
  pictures: Pictures,
  pair: RegionPair,
): { columns: number; tiles: Map<number, Tile> } {
  const { width, height } = pair.after;
  const columns = Math.ceil(width / tileSize);
  const tiles = new Map<number, Tile>();
  const mark = kernel.mark;
  const rows = bandRows + 2 * halo;
  const before = kernel.reserve(pictures.before.width * 4 * rows);
  const after = kernel.reserve(pictures.after.width * 4 * rows);
  const mask = kernel.reserve(width * rows);
  const out = kernel.reserve(columns * (rows / tileSize + 1) * fields * 4);
  for (let y = 0; y < height; y += bandRows) {
    const from = Math.max(0, y - halo);
    const to = Math.min(height, y + bandRows + halo);
    pictures.before.readRows(kernel, pair.before.y + from, pair.before.y + to, before);
    pictures.after.readRows(kernel, pair.after.y + from, pair.after.y + to, after);
    const band = {
      before: before + pair.before.x * 4,
      beforeStride: pictures.before.width * 4,
      after: after + pair.after.x * 4,
      afterStride: pictures.after.width * 4,
    };
    kernel.bytes(mask, width * (to - from)).fill(0);
    if (markBand(kernel, band, { width, height: to - from }, mask) === 0) continue;
    const skipped = y - from;
    const count = Math.min(bandRows, height - y);
    kernel.run.describeTiles(
      band.before + skipped * band.beforeStride,
      band.beforeStride,
      band.after + skipped * band.afterStride,
      band.afterStride,
      width,
      count,
      mask + skipped * width,
      out,
    );
    const described = columns * Math.ceil(count / tileSize);
    collectTiles(kernel.words(out, described * fields), { columns, y }, tiles);
  }
  kernel.release(mark);
  return { columns, tiles };
}

interface Band {
  before: number;
  beforeStride: number;
  after: number;
  afterStride: number;
}

/** @returns how many pixels differ */
export function markBand(
  kernel: Kernel,
  { before, beforeStride, after, afterStride }: Band,
  { width, height }: { width: number; height: number },
  mask: number,
): number {
  const { run } = kernel;
  const differing = run.markDifferences(
    before,
    beforeStride,
    after,
    afterStride,
    width,
    height,
    visible,
    mask,
  );
  if (differing > 0) {
    run.markDisplaced(before, beforeStride, after, afterStride, width, height, mask, mostLeft);
  }
  return differing;
}

function collectTiles(
  numbers: Uint32Array,
  { columns, y }: { columns: number; y: number },
  tiles: Map<number, Tile>,
): void {
  for (let at = 0; at < numbers.length; at += fields) {
    const [faint = 0, plain = 0, displaced = 0] = numbers.subarray(at, at + 3);
    if (faint + plain + displaced === 0) continue;
    const place = at / fields;
    const x = (place % columns) * tileSize;
    const top = y + Math.floor(place / columns) * tileSize;
    const markedOf = (count: number, box: number): Marked | null =>
      count === 0
        ? null
        : {
            count,
            edges: {
              left: x + (box & 0xff),
              top: top + ((box >>> 8) & 0xff),
              right: x + ((box >>> 16) & 0xff) + 1,
              bottom: top + (box >>> 24) + 1,
            },
          };
    const field = (index: number) => numbers[at + index] as number;
    const unexplained = faint + plain;
    tiles.set((y / tileSize) * columns + place, {
      faint: markedOf(faint, field(3)),
      plain: markedOf(plain, field(4)),
      displaced: markedOf(displaced, field(5)),
      common: field(6),
      brighter: field(7),
      darker: field(8),
      contrast: unexplained === 0 ? 0 : field(9) / 256 / unexplained,
    });
  }
}
