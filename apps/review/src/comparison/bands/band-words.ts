/** Bands of rows in words. Pure. */
import type { RowBand, Rows } from '@twinlens/image-diff/browser';

const number = new Intl.NumberFormat('en');

const height = (rows: Rows) => `${number.format(rows.height)} px`;
const from = ({ y }: Rows) => number.format(y);

/** Few words, to be seen where one side has fewer rows; null where it has not. */
export function bandLabel(band: RowBand): string | null {
  switch (band.kind) {
    case 'same':
    case 'noise':
      return null;
    case 'changed': {
      const more = band.after.height - band.before.height;
      if (more === 0) return null;
      return `${number.format(Math.abs(more))} px ${more > 0 ? 'more' : 'less'}`;
    }
    case 'inserted':
      return `Inserted, ${height(band.after)}`;
    case 'removed':
      return `Removed, ${height(band.before)}`;
    case 'moved':
      return 'after' in band
        ? `Moved here from ${number.format(band.elsewhere)}`
        : `Moved to ${number.format(band.elsewhere)}`;
  }
}

const names: Record<RowBand['kind'], string | null> = {
  same: 'Unchanged',
  noise: 'Noise only',
  changed: 'Changed',
  inserted: null,
  removed: null,
  moved: null,
};

/** All of it, for those who do not see where the band is. */
export function bandWords(band: RowBand): string {
  const label = [names[band.kind], bandLabel(band)].filter(Boolean).join(', ');
  if ('before' in band && 'after' in band) {
    return `${label}: ${height(band.after)} from row ${from(band.after)}, before from row ${from(band.before)}`;
  }
  return 'after' in band
    ? `${label}: from row ${from(band.after)}`
    : `${label}: from row ${from(band.before)} of before`;
}
