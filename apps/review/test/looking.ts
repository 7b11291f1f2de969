/** What tests of the views of a change look at. */

import { decodePng } from '@twinlens/image-diff';
import type { Page } from '@twinlens/testing/browser';
import { expect } from 'vitest';

export { pageOf } from '../made-up/addresses.ts';

type Locator = ReturnType<Page['locator']>;

/** Asks again until it is so. */
export const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 15_000 });

/** The colour a person sees at a point of the window, as `r,g,b`. */
export async function colourAt(page: Page, x: number, y: number): Promise<string> {
  const clip = { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 };
  const { rgba } = decodePng(await page.screenshot({ clip }));
  return rgba.subarray(0, 3).join(',');
}

export async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (box === null) throw new Error('It is not to be seen.');
  return box;
}

/** The middle of an element in the window. */
export async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await boxOf(element);
  return { x: x + width / 2, y: y + height / 2 };
}

/** Where every pane looks and how close, as the page has it. */
export const placesOfPlanes = (page: Page): Promise<string[]> =>
  page.locator('.plane-moved').evaluateAll((planes) =>
    planes.map((plane) => {
      const { style } = plane as HTMLElement;
      return `${style.transform} ${style.getPropertyValue('--zoom')}`;
    }),
  );
