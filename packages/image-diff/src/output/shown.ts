/** Which of what was found is pointed out to people. */
import type { ChangedOperation, Comparison, Operation } from '../compare/comparison.ts';

/** Whether something differs only in a way nobody sees, or by how edges are smoothed. */
export const isNoise = (operation: Operation): operation is ChangedOperation =>
  operation.kind === 'changed' &&
  (operation.class === 'anti-alias' || operation.class === 'imperceptible');

/** What is shown of a comparison: noise only where there is nothing else. */
export function shownOf({
  class: found,
  operations,
}: Pick<Comparison, 'class' | 'operations'>): Operation[] {
  const isQuiet = found === 'imperceptible' || found === 'anti-alias';
  return isQuiet ? operations : operations.filter((operation) => !isNoise(operation));
}
