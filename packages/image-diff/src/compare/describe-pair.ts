import type { Kernel } from '../kernel/kernel.ts';
import type { DifferenceBits } from './difference-bits.ts';
import { type BandOptions, forEachBand, type RegionPair, type Sides } from './mark-bands.ts';
import { TileTable, tileFields, tileSize } from './tile-table.ts';

/** Describes the tiles of a pair of regions, and writes down which pixels differ. */
export function describePair(
  kernel: Kernel,
  pictures: Sides,
  pair: RegionPair,
  { see, bits }: Pick<BandOptions, 'see'> & { bits: DifferenceBits | undefined },
): TileTable {
  const { width } = pair.after;
  const table = new TileTable(pair.after);
  const mark = kernel.mark;
  const out = kernel.reserve(table.columns * tileRows * tileFields * 4);
  forEachBand(
    kernel,
    pictures,
    pair,
    { bandRows: tileRows * tileSize, explain: true, ...(see && { see }) },
    (band) => {
      bits?.add(kernel, band);
      kernel.run.describeTiles(
        band.before,
        band.beforeStride,
        band.after,
        band.afterStride,
        width,
        band.rows,
        band.mask,
        band.maskStride,
        out,
      );
      const described = table.columns * Math.ceil(band.rows / tileSize);
      table.set((band.y / tileSize) * table.columns, kernel.words(out, described * tileFields));
    },
  );
  kernel.release(mark);
  return table;
}

/** Rows of tiles described at once. */
const tileRows = 12;
