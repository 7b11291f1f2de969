import type { DeepCompare } from '../api/entities.ts';

/** What the client asked for, with the plain word that it has no effect. */
export function DeepCompareLine({ deepCompare }: { deepCompare: DeepCompare }) {
  const { diffAlgorithm, compareThreshold, ignoreThreshold } = deepCompare;
  const wishes = [
    `${diffAlgorithm ?? 'color-delta'} up to ${compareThreshold}`,
    ignoreThreshold !== undefined && `${ignoreThreshold} of the pixels may differ more`,
    deepCompare.ignoreWhitespace && 'blank bands ignored',
    deepCompare.applyBlur && 'blurred first',
  ].filter(Boolean);
  return (
    <p className="soft">
      <strong>Threshold</strong> {wishes.join(', ')}: asked for, not applied yet. Pictures are
      compared exactly.
    </p>
  );
}
