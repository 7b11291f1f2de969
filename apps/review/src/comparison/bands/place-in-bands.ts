/** Where places of pictures are when those are shown in bands. */
import type { RowBand, Rows } from '@twinlens/image-diff/browser';
import type { Place } from '../../api/entities.ts';
import type { Side } from '../pins/place.ts';
import type { Fold } from './fold-bands.ts';

const rowsIn = (band: RowBand, side: Side): Rows | null => {
  if (side === 'before') return 'before' in band ? band.before : null;
  return 'after' in band ? band.after : null;
};

const meet = (rows: Rows | null, { y, height }: Place): boolean =>
  rows !== null && y < rows.y + rows.height && y + height > rows.y;

/** Whether some of the rows of a place are among these. */
export const hasRowsOf = (bands: RowBand[], place: Place): boolean =>
  bands.some((band) => meet(rowsIn(band, place.side), place));

/** The first band that shows some of a place; null where all of it is folded away. */
export function findShown(folds: Fold[], place: Place): RowBand | null {
  for (const fold of folds) {
    if (!fold.folded && meet(rowsIn(fold.band, place.side), place)) return fold.band;
  }
  return null;
}
