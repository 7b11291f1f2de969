/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';
import type { taken } from './taken.ts';

/**
 * Names images the document still waits for: those not there yet, and those that have come, or failed,
 * since one looked. The page is told of that by an event, and may show something else then: a text for
 * what could not be loaded. Runs in the page: self-contained.
 */
export function watchImages(afterTaken: typeof taken): (roots: readonly Root[]) => string[] {
  const missing = new WeakSet<HTMLImageElement>();
  /** The page is being told. */
  const telling = new WeakSet<HTMLImageElement>();
  /** Addresses that failed; each is told of once. */
  const failed = new WeakMap<HTMLImageElement, string>();

  const isAwaited = (image: HTMLImageElement, address: string): boolean => {
    if (!image.complete) {
      missing.add(image);
      return true;
    }
    const fails = image.naturalWidth === 0 && address !== (failed.get(image) ?? '');
    if (fails) failed.set(image, address);
    if (missing.delete(image) || fails) {
      telling.add(image);
      afterTaken(() => telling.delete(image));
    }
    return telling.has(image);
  };
  return (roots) =>
    roots
      .flatMap((root) => [...root.querySelectorAll('img')])
      .flatMap((image) => {
        // A picture below the fold is in the screenshot, and would not be loaded until scrolled to.
        if (image.loading === 'lazy') image.loading = 'eager';
        const address = image.currentSrc || image.src;
        return isAwaited(image, address) ? [`image ${address.slice(0, 200)}`] : [];
      });
}
