import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import { TileTable, tileFields, tileSize } from './tile-table.ts';

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

/** Percents by which brighter and darker may differ where ink is only drawn elsewhere. */
const mostOff = 30;

/** Rows described at once. */
const bandRows = 192;

/** Pixels read on every side of what is described: whether something is elsewhere is seen around it. */
const halo = 8;

/** How far both regions can be extended upwards, downwards and sideways, at most by `halo`. */
function marginsOf({ before, after }: Pictures, pair: RegionPair) {
  const most = (...room: number[]) => Math.min(halo, ...room);
  const right = (picture: Picture, { x, width }: Region) => picture.width - x - width;
  const below = (picture: Picture, { y, height }: Region) => picture.height - y - height;
  return {
    left: most(pair.before.x, pair.after.x),
    right: most(right(before, pair.before), right(after, pair.after)),
    top: most(pair.before.y, pair.after.y),
    bottom: most(below(before, pair.before), below(after, pair.after)),
  };
}

interface Pictures {
  before: Picture;
  after: Picture;
}

/**
 * Describes the tiles of a pair. Band by band: no more of the pictures than that is in memory, however
 * tall they are.
 */
export function describePair(kernel: Kernel, pictures: Pictures, pair: RegionPair): TileTable {
  const { width, height } = pair.after;
  const margins = marginsOf(pictures, pair);
  const table = new TileTable(pair.after);
  const mark = kernel.mark;
  const rows = Math.min(height, bandRows) + 2 * halo;
  const maskStride = width + margins.left + margins.right;
  const before = kernel.reserve(pictures.before.width * 4 * rows);
  const after = kernel.reserve(pictures.after.width * 4 * rows);
  const mask = kernel.reserve(maskStride * rows);
  const out = kernel.reserve(table.columns * Math.ceil(bandRows / tileSize) * tileFields * 4);
  for (let y = 0; y < height; y += bandRows) {
    const count = Math.min(bandRows, height - y);
    const from = Math.max(-margins.top, y - halo);
    const to = Math.min(height + margins.bottom, y + count + halo);
    pictures.before.readRows(kernel, pair.before.y + from, pair.before.y + to, before);
    pictures.after.readRows(kernel, pair.after.y + from, pair.after.y + to, after);
    const band = {
      before: before + (pair.before.x - margins.left) * 4,
      beforeStride: pictures.before.width * 4,
      after: after + (pair.after.x - margins.left) * 4,
      afterStride: pictures.after.width * 4,
    };
    kernel.bytes(mask, maskStride * (to - from)).fill(0);
    if (markBand(kernel, band, { width: maskStride, height: to - from }, mask) === 0) continue;
    const skipped = y - from;
    kernel.run.describeTiles(
      band.before + skipped * band.beforeStride + margins.left * 4,
      band.beforeStride,
      band.after + skipped * band.afterStride + margins.left * 4,
      band.afterStride,
      width,
      count,
      mask + skipped * maskStride + margins.left,
      maskStride,
      out,
    );
    const described = table.columns * Math.ceil(count / tileSize);
    table.set((y / tileSize) * table.columns, kernel.words(out, described * tileFields));
  }
  kernel.release(mark);
  return table;
}

interface Band {
  before: number;
  beforeStride: number;
  after: number;
  afterStride: number;
}

/** @returns how many pixels differ */
function markBand(
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
    run.markDisplaced(
      before,
      beforeStride,
      after,
      afterStride,
      width,
      height,
      mask,
      mostLeft,
      mostOff,
    );
  }
  return differing;
}
