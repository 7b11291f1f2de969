/** Marks the pixels of a pair of regions that differ, some rows at a time. */
import type { Kernel } from '../kernel/kernel.ts';
import type { Picture } from '../picture/picture.ts';
import type { Region } from '../pixmap/region.ts';
import type { KeptBits } from './difference-bits.ts';

export interface Sides {
  before: Picture;
  after: Picture;
  /** Where a comparison leaves which pixels differ, for a mask of the same pictures. */
  bits?: KeptBits;
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

/** Percents by which brighter and darker may differ where ink is only drawn elsewhere. */
const mostOff = 30;

/** Pixels read on every side of what is described: whether something is elsewhere is seen around it. */
const halo = 8;

/** How far both regions can be extended upwards, downwards and sideways, at most by `halo`. */
function marginsOf({ before, after }: Sides, pair: RegionPair) {
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

/** Some rows of a pair, all in the kernel's memory; no longer there once the next ones are. */
export interface MarkedBand {
  /** The first row, of the pair. */
  y: number;
  rows: number;
  /** RGBA, the first pixel of the pair's first column. */
  before: number;
  /** Bytes from row to row. */
  beforeStride: number;
  after: number;
  afterStride: number;
  /** One byte a pixel; see assembly/marks.ts. */
  mask: number;
  maskStride: number;
}

export interface BandOptions {
  /** Rows marked at once, at most. */
  bandRows: number;
  /** Whether to find out what a displacement explains. */
  explain: boolean;
  /** Called with each band before its pixels are marked: whole rows of both pictures, as RGBA. */
  see?: (rows: { y: number; rows: number; before: number; after: number }) => void;
}

/**
 * Marks pixels, and where it is asked for, which of them a displacement explains. Calls `take` with each band in which something differs. No more of the pictures than a band is in
 * memory, however tall they are.
 */
export function forEachBand(
  kernel: Kernel,
  pictures: Sides,
  pair: RegionPair,
  { bandRows, explain, see }: BandOptions,
  take: (band: MarkedBand) => void,
): void {
  const { width, height } = pair.after;
  const margins = marginsOf(pictures, pair);
  const mark = kernel.mark;
  const rows = Math.min(height, bandRows) + 2 * halo;
  const maskStride = width + margins.left + margins.right;
  const before = kernel.reserve(pictures.before.width * 4 * rows);
  const after = kernel.reserve(pictures.after.width * 4 * rows);
  const mask = kernel.reserve(maskStride * rows);
  const beforeStride = pictures.before.width * 4;
  const afterStride = pictures.after.width * 4;
  for (let y = 0; y < height; y += bandRows) {
    const count = Math.min(bandRows, height - y);
    const from = Math.max(-margins.top, y - halo);
    const to = Math.min(height + margins.bottom, y + count + halo);
    pictures.before.readRows(kernel, pair.before.y + from, pair.before.y + to, before);
    pictures.after.readRows(kernel, pair.after.y + from, pair.after.y + to, after);
    const skipped = y - from;
    see?.({
      y,
      rows: count,
      before: before + skipped * beforeStride,
      after: after + skipped * afterStride,
    });
    kernel.bytes(mask, maskStride * (to - from)).fill(0);
    const marked = markRows(kernel, {
      before: before + (pair.before.x - margins.left) * 4,
      beforeStride,
      after: after + (pair.after.x - margins.left) * 4,
      afterStride,
      width: maskStride,
      rows: to - from,
      mask,
      explain,
    });
    if (marked === 0) continue;
    take({
      y,
      rows: count,
      before: before + skipped * beforeStride + pair.before.x * 4,
      beforeStride,
      after: after + skipped * afterStride + pair.after.x * 4,
      afterStride,
      mask: mask + skipped * maskStride + margins.left,
      maskStride,
    });
  }
  kernel.release(mark);
}

interface Rows extends Pick<MarkedBand, 'before' | 'beforeStride' | 'after' | 'afterStride'> {
  width: number;
  rows: number;
  mask: number;
  explain: boolean;
}

/** @returns how many pixels differ */
function markRows(
  { run }: Kernel,
  { before, beforeStride, after, afterStride, width, rows, mask, explain }: Rows,
): number {
  const differing = run.markDifferences(
    before,
    beforeStride,
    after,
    afterStride,
    width,
    rows,
    visible,
    mask,
  );
  if (differing > 0 && explain) {
    run.markDisplaced(
      before,
      beforeStride,
      after,
      afterStride,
      width,
      rows,
      mask,
      mostLeft,
      mostOff,
    );
  }
  return differing;
}
