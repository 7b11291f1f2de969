import type { ShownChange } from '../api/entities.ts';

/** Whether what there is to see of a change is not how it looks but what was found in it. */
export const isOfAccessibility = (
  change: Pick<ShownChange, 'before' | 'after'> | undefined,
): boolean =>
  [change?.before, change?.after].some((side) => side != null && side.image.accessibility !== null);
