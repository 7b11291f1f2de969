/** Finds places in a document: the source that does so in a page, and what it answers. */
import type { Place } from './pair.ts';

/** In pixels from the top left corner of the picture; whole numbers. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** An expression whose value is JSON: for each place its rectangle, rounded outwards. */
export function measureExpression(places: readonly Place[]): string {
  return `JSON.stringify(${JSON.stringify(places)}.map((place) => {
    const ofText = place.selector.endsWith('::text');
    const found = [...document.querySelectorAll(place.selector.replace(/::text$/, ''))];
    if (found.length === 0) throw new Error('no ' + place.selector);
    const rects = found.flatMap((element) => {
      if (!ofText) return [element.getBoundingClientRect()];
      const range = document.createRange();
      range.selectNodeContents(element);
      return [...range.getClientRects()];
    });
    let left = Math.min(...rects.map((rect) => rect.left)), right = Math.max(...rects.map((rect) => rect.right));
    let top = Math.min(...rects.map((rect) => rect.top)), bottom = Math.max(...rects.map((rect) => rect.bottom));
    if (place.gap !== undefined) {
      const last = found.at(-1);
      const next = last.nextElementSibling?.getBoundingClientRect();
      const previous = found[0].previousElementSibling?.getBoundingClientRect();
      if (place.gap === 'down') {
        if (next) bottom = next.top;
        else if (previous) top = previous.bottom;
      } else if (next) right = next.left;
      else if (previous) left = previous.right;
    }
    const grow = place.grow ?? 0;
    const x = Math.floor(left - grow + scrollX), y = Math.floor(top - grow + scrollY);
    const width = Math.ceil(right + grow + scrollX) - x, height = Math.ceil(bottom + grow + scrollY) - y;
    return { x, y, width, height };
  }))`;
}

/** The part of a rectangle that is in a picture. */
export function within(
  { x, y, width, height }: Rectangle,
  picture: { width: number; height: number },
): Rectangle {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  return {
    x: left,
    y: top,
    width: Math.min(picture.width, x + width) - left,
    height: Math.min(picture.height, y + height) - top,
  };
}
