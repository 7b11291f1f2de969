/** Folds what did not change out of the way. Pure. */
import type { RowBand } from '@twinlens/image-diff/browser';

type AlikeBand = Extract<RowBand, { kind: 'same' | 'noise' | 'changed' }>;

/** A band that is shown, or rows that need not be looked at. */
export type Fold =
  | { folded: false; band: RowBand }
  | { folded: true; height: number; isNoisy: boolean; bands: AlikeBand[] };

/** Rows shown around what changed. */
const context = 24;

/** Less is shown, as a fold would take as much room. */
const leastFolded = 24;

const isAlike = (band: RowBand): band is AlikeBand => band.kind === 'same' || band.kind === 'noise';

/** The first `height` rows of a band, or those after. */
function cut(band: AlikeBand, from: number, height: number): AlikeBand {
  return {
    kind: band.kind,
    before: { y: band.before.y + from, height },
    after: { y: band.after.y + from, height },
  };
}

/** Rows of a run of bands, from one to another. */
function slice(bands: AlikeBand[], from: number, to: number): AlikeBand[] {
  let start = 0;
  return bands.flatMap((band) => {
    const first = Math.max(from, start) - start;
    const last = Math.min(to, start + band.after.height) - start;
    start += band.after.height;
    return last > first ? [cut(band, first, last - first)] : [];
  });
}

/** Runs of equal rows, with a few of them left at what changed. */
export function foldBands(bands: RowBand[]): Fold[] {
  const folds: Fold[] = [];
  let run: AlikeBand[] = [];
  const show = (shown: RowBand[]) => {
    for (const band of shown) folds.push({ folded: false, band });
  };
  const endRun = (isLast: boolean) => {
    const height = run.reduce((sum, { after }) => sum + after.height, 0);
    const from = folds.length === 0 ? 0 : context;
    const to = height - (isLast ? 0 : context);
    if (to - from < leastFolded) show(run);
    else {
      const hidden = slice(run, from, to);
      show(slice(run, 0, from));
      folds.push({
        folded: true,
        height: to - from,
        isNoisy: hidden.some(({ kind }) => kind === 'noise'),
        bands: hidden,
      });
      show(slice(run, to, height));
    }
    run = [];
  };
  for (const band of bands) {
    if (isAlike(band)) run.push(band);
    else {
      if (run.length > 0) endRun(false);
      show([band]);
    }
  }
  if (run.length > 0) endRun(true);
  return folds;
}
