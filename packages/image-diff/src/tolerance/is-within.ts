import type { Pixmap } from '../pixmap/pixmap.ts';
import { blurReach, blurred } from './blur.ts';
import { colorCounter } from './color-distance.ts';
import { structuralCounter, windowReach } from './structural-distance.ts';
import type { Tolerance } from './tolerance.ts';
import { type Kept, whiteRows } from './white-rows.ts';
import { allOf, type Pair, withoutBlankBands } from './without-blank-bands.ts';

export interface Within {
  within: boolean;
  /** Such as "within 0.002", or "0.3 % of the pixels differ by more than 0.002". */
  reason: string;
  /** Of the pixels compared, those that differ by more than they may. From 0 to 1. */
  share: number;
}

/**
 * Whether two pictures differ by no more than they may: every pixel by `compareThreshold` at most, but
 * for a share of `ignoreThreshold`. Transparency is blended on white. Pictures that have not the same
 * size, once blank bands are left out where they do not count, are never the same.
 *
 * What does not count of a picture is to be taken out first (`withoutAreas`). Row by row: beside the
 * pictures there is no more in memory than a few rows.
 */
export function isWithin(before: Pixmap, after: Pixmap, tolerance: Tolerance): Within {
  const pictures = { before, after };
  const asTheyAre = judgeKept(pictures, { before: allOf(before), after: allOf(after) }, tolerance);
  if (asTheyAre.within || !tolerance.ignoreWhitespace) return asTheyAre;
  return judgeKept(pictures, withoutBlankBands(pictures), tolerance);
}

function judgeKept(pictures: Pair<Pixmap>, kept: Pair<Kept>, tolerance: Tolerance): Within {
  const { before, after } = pictures;
  const width = kept.after.columns.length;
  const height = kept.after.rows.length;
  if (kept.before.columns.length !== width || kept.before.rows.length !== height) {
    const sizes = `${before.width} × ${before.height} and ${after.width} × ${after.height}`;
    return { within: false, reason: `their sizes differ, ${sizes}`, share: 1 };
  }
  const beyond = countBeyond(pictures, kept, tolerance);
  const share = beyond === 0 ? 0 : beyond / (width * height);
  const { compareThreshold: threshold, ignoreThreshold = 0 } = tolerance;
  const within = share <= ignoreThreshold;
  return { within, reason: reasonOf(within, threshold, share), share };
}

function reasonOf(within: boolean, threshold: number, share: number): string {
  if (share === 0) return `within ${threshold}`;
  const percent = `${Number((share * 100).toPrecision(2))} % of the pixels`;
  return within
    ? `within ${threshold}, all but ${percent}`
    : `${percent} differ by more than ${threshold}`;
}

function countBeyond(pictures: Pair<Pixmap>, kept: Pair<Kept>, tolerance: Tolerance): number {
  const { compareThreshold: threshold, applyBlur = false, diffAlgorithm } = tolerance;
  const read = (picture: Pixmap, rows: Kept) => {
    const plain = whiteRows(picture, rows);
    return applyBlur ? blurred(plain) : plain;
  };
  const isStructural = diffAlgorithm === 'ssim';
  const counter = isStructural ? structuralCounter : colorCounter;
  const countRow = counter(
    read(pictures.before, kept.before),
    read(pictures.after, kept.after),
    threshold,
  );
  const reach = (applyBlur ? blurReach : 0) + (isStructural ? windowReach : 0);
  const near = rowsNear(differingRows(pictures, kept), reach);
  let count = 0;
  for (const [y, isNear] of near.entries()) if (isNear) count += countRow(y);
  return count;
}

const wordsOf = ({ rgba }: Pixmap) =>
  rgba.byteOffset % 4 === 0
    ? new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength / 4)
    : new Uint32Array(rgba.slice().buffer);

/** One byte a row that is left: 1 where any pixel of it differs at all. */
function differingRows({ before, after }: Pair<Pixmap>, kept: Pair<Kept>): Uint8Array {
  const one = wordsOf(before);
  const other = wordsOf(after);
  const { columns } = kept.before;
  const otherColumns = kept.after.columns;
  return Uint8Array.from(kept.after.rows, (otherRow, y) => {
    const from = (kept.before.rows[y] as number) * before.width;
    const otherFrom = otherRow * after.width;
    for (let x = 0; x < columns.length; x++) {
      const at = from + (columns[x] as number);
      if (one[at] !== other[otherFrom + (otherColumns[x] as number)]) return 1;
    }
    return 0;
  });
}

/** The same, with the rows up to `reach` above and below them. */
function rowsNear(differing: Uint8Array, reach: number): Uint8Array {
  if (reach === 0) return differing;
  const near = new Uint8Array(differing.length);
  for (const [y, differs] of differing.entries()) {
    if (differs) near.fill(1, Math.max(0, y - reach), y + reach + 1);
  }
  return near;
}
