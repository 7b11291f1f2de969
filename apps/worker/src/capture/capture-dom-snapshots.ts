import { ExampleError, seconds } from './example-error.ts';
import { limited } from './job.ts';
import type { Stage } from './stage.ts';
import { takePicture } from './take-picture.ts';
import { waitUntil } from './wait-until.ts';

/** The address of a recorded document: the root, where what it refers to is found. */
const addressOf = (index: number) => `/?${index}`;

/** The index of the document that is asked for at the root, if one is. */
export function indexOf(search: string): number | undefined {
  const [, index] = /^\?(\d{1,9})$/.exec(search) ?? [];
  return index === undefined ? undefined : Number(index);
}

const rebuild = `(() => {
  twinlens.rebuild();
  return twinlens.undefinedElements(twinlens.openRoots());
})()`;

/**
 * Defines custom elements that do nothing. They were defined where they were recorded, and rules for
 * `:not(:defined)` mostly hide them. Only the page's own world can define any.
 */
const define = (names: unknown) => `for (const name of ${JSON.stringify(names)}) {
  try {
    customElements.define(name, class extends HTMLElement {});
  } catch {} // Not the name of a custom element.
}`;

/**
 * Captures documents that were recorded elsewhere, one after the other.
 * @param origin Where they are served, without a trailing slash.
 */
export async function captureDomSnapshots(stage: Stage, origin: string): Promise<void> {
  const { limits, payload } = stage.capture;
  const tooLate = () => new ExampleError(`did not load within ${seconds(limits.loadMs)}`);
  await stage.each(payload.snapPayloads ?? [], async (job, { component, variant }, index) => {
    const { page } = job;
    const began = performance.now();
    await limited(job, limits.loadMs, tooLate, async (signal) => {
      await page.navigate(`${origin}${addressOf(index)}`, signal);
      await waitUntil(page, `document.readyState !== 'loading'`, 'isolated', signal);
      const names = await page.evaluate(rebuild, 'isolated', signal);
      await page.evaluate(define(names), 'page', signal);
      page.stay();
    });
    // No script of it runs: there is nothing it could still do.
    const rendering = { renderMs: performance.now() - began, rested: true };
    await takePicture(job, { component, variant }, 'content', rendering);
  });
}
