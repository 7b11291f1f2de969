import { useMemo, useState } from 'react';
import { useActions } from '../../../keys/use-actions.ts';
import { BandStrip } from '../../bands/band-strip.tsx';
import { type Fold, foldBands } from '../../bands/fold-bands.ts';
import { type Look, pairKey } from '../../look/look.ts';
import type { Mode } from '../mode.ts';

/** The bands that changed, with a little around them; what did not is folded away, and can be unfolded. */
function Panes({ look }: { look: Look }) {
  const bands = look.difference.data?.bands;
  const all = useMemo(() => foldBands(bands ?? []), [bands]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<Fold>>(new Set());
  const folds = useMemo(
    () =>
      all.flatMap((fold): Fold[] =>
        fold.folded && unfolded.has(fold)
          ? fold.bands.map((band) => ({ folded: false, band }))
          : [fold],
      ),
    [all, unfolded],
  );
  useActions(
    useMemo(
      () => ({
        'bands.unfold': () => setUnfolded(new Set(folds.some(({ folded }) => folded) ? all : [])),
      }),
      [all, folds],
    ),
  );
  return (
    <BandStrip
      key={pairKey(look)}
      look={look}
      label={`${look.name}, what changed`}
      folds={folds}
      stacks
      onUnfold={(index) => {
        const fold = folds[index];
        if (fold) setUnfolded(new Set([...unfolded, fold]));
      }}
    />
  );
}

export const changesOnly: Mode = {
  label: 'Changes only',
  icon: 'changes',
  needsDifference: true,
  scrolls: true,
  Panes,
};
