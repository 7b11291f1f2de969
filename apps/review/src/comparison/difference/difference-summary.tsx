import type { DifferenceClass, Summary } from '@twinlens/image-diff/browser';

const number = new Intl.NumberFormat('en');

const count = (amount: number, one: string, many: string) =>
  `${number.format(amount)} ${amount === 1 ? one : many}`;

/** What a person would say first, where it is not the number of pixels. */
const words: Partial<Record<DifferenceClass, string>> = {
  identical: 'No pixel differs.',
  imperceptible: 'Nothing that can be seen: the pixels that differ have nothing in common.',
  'anti-alias': 'The same shapes, with edges smoothed in another way.',
  'blank-bands': 'Only blank space is new or gone.',
  subtle: 'Hard to see, but the same change all over.',
};

interface DifferenceSummaryProps {
  summary: Summary;
  /** Whether both pictures are of one commit, captured twice. */
  twice: boolean;
}

/** What differs between two pictures, in a sentence or two. */
export function DifferenceSummary({ summary, twice }: DifferenceSummaryProps) {
  const { changedPixels, changedRegions, inserted, removed, moved, blankBands, noisePixels } =
    summary;
  const parts = [
    inserted > 0 && `${number.format(inserted)} inserted`,
    removed > 0 && `${number.format(removed)} removed`,
    moved > 0 && `${number.format(moved)} moved`,
    blankBands > 0 && count(blankBands, 'blank band', 'blank bands'),
  ].filter(Boolean);
  const word = words[summary.class];
  return (
    <>
      {changedPixels > 0 && (
        <>
          <b className="number">{count(changedPixels, 'pixel', 'pixels')}</b>{' '}
          <span className="soft number">
            {twice ? 'differ between the two captures' : 'changed'} in{' '}
            {count(changedRegions, 'region', 'regions')}
            {parts.length > 0 && ', '}
          </span>
        </>
      )}
      {parts.length > 0 && <b className="number">{parts.join(', ')}</b>}{' '}
      {word !== undefined && <span className="soft">{word} </span>}
      {noisePixels > 0 && (
        <span className="soft number">
          {count(noisePixels, 'pixel differs', 'pixels differ')} by noise only.
        </span>
      )}
    </>
  );
}
