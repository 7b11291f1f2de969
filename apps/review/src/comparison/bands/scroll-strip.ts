/** Brings rows of a strip into sight, found by what its bands say they show. */
import type { Place } from '../../api/entities.ts';
import type { Side } from '../pins/place.ts';
import type { ChangedRegion } from '../regions/regions.ts';

/** The first band that shows any of these rows. */
function findBand(strip: HTMLElement, side: Side, from: number, to: number) {
  const bands = [...strip.querySelectorAll<HTMLElement>('[data-band]')];
  return bands.find(({ dataset }) => {
    const [y, height] =
      side === 'before'
        ? [dataset.before, dataset.beforeHeight]
        : [dataset.after, dataset.afterHeight];
    return to > Number(y) && from < Number(y) + Number(height);
  });
}

/** What is gone has no rows in the later picture, but a band of its own. */
export function scrollToRegion(strip: HTMLElement, { before, after }: ChangedRegion): void {
  const isGone = after.height === 0;
  const { y, height } = isGone ? before : after;
  const row = y + height / 2;
  findBand(strip, isGone ? 'before' : 'after', row, row)?.scrollIntoView({ block: 'center' });
}

/** With the beginning of a place in the middle. */
export function scrollToPlace(strip: HTMLElement, place: Place, zoom: number): void {
  const { side, x, y, height } = place;
  const band = findBand(strip, side, y, y + height);
  // Rows that are the same may be shown once for both sides.
  const rows =
    band?.querySelector(`[data-side="${side}"]`) ?? band?.querySelector('[data-side]') ?? null;
  if (band === undefined || rows === null) return;
  const first = Number(side === 'before' ? band.dataset.before : band.dataset.after);
  const at = rows.getBoundingClientRect();
  const seen = strip.getBoundingClientRect();
  strip.scrollBy({
    left: at.left + x * zoom - (seen.left + seen.width / 2),
    top: at.top + Math.max(0, y - first) * zoom - (seen.top + seen.height / 2),
  });
}
