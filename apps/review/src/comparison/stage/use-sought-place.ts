import type { Look } from '../look/look.ts';
import { modes } from '../modes/modes.ts';
import { surroundings } from '../pins/place.ts';
import { useSought } from '../pins/use-sought.ts';
import type { ViewChoice } from '../use-view.ts';

/** Moves the panes to the place somebody asks for, in a mode that shows its picture. */
export function useSoughtPlace({ viewport, regions }: Look, { view, setView }: ViewChoice): void {
  useSought((place) => {
    const { scrolls, onlyAfter } = modes[view];
    if (scrolls) return true;
    if (place.side === 'before' && onlyAfter) setView('sides');
    const { x, y } = (place.side === 'before' && regions.offset) || { x: 0, y: 0 };
    viewport.show(surroundings({ ...place, x: place.x - x, y: place.y - y }));
    return true;
  });
}
