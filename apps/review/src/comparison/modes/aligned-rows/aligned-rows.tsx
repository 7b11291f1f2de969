import { useMemo } from 'react';
import { BandStrip } from '../../bands/band-strip.tsx';
import type { Fold } from '../../bands/fold-bands.ts';
import { type Look, pairKey } from '../../look/look.ts';
import type { Mode } from '../mode.ts';

/** All rows of both pictures, with gaps where one has rows that the other does not. */
function Panes({ look }: { look: Look }) {
  const bands = look.difference.data?.bands;
  const folds = useMemo(
    () => (bands ?? []).map((band): Fold => ({ folded: false, band })),
    [bands],
  );
  const label = `${look.name}, row by row`;
  return <BandStrip key={pairKey(look)} look={look} label={label} folds={folds} stacks={false} />;
}

export const alignedRows: Mode = {
  label: 'Aligned rows',
  icon: 'rows',
  needsDifference: true,
  scrolls: true,
  Panes,
};
