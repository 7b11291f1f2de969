import type { Change } from '../api/entities.ts';
import type { Rows } from '../api/use-rows.ts';
import { isUndecided } from './decision/use-decision.ts';

/**
 * The nearest row in one direction that somebody still has to look at; of rows that are not here yet,
 * the nearest of those. Null where there is none.
 */
export function findOpen(
  { at, total = 0 }: Pick<Rows<Change>, 'at' | 'total'>,
  from: number,
  step: 1 | -1,
): number | null {
  for (let index = from + step; index >= 0 && index < total; index += step) {
    const change = at(index);
    if (change === undefined || isUndecided(change)) return index;
  }
  return null;
}
