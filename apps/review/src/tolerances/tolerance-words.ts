import type { DeepCompare } from '../api/entities.ts';

/** A tolerance in words. */
export function toleranceWords(deepCompare: DeepCompare): string {
  const { diffAlgorithm, compareThreshold, ignoreThreshold = 0 } = deepCompare;
  return [
    `${diffAlgorithm ?? 'color-delta'} up to ${compareThreshold}`,
    ignoreThreshold > 0 && `${ignoreThreshold} of the pixels may differ more`,
    deepCompare.ignoreWhitespace && 'blank bands ignored',
    deepCompare.applyBlur && 'blurred first',
  ]
    .filter(Boolean)
    .join(', ');
}
