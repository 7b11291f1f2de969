/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/**
 * Elements that name several files for one image: browsers choose among them by what they have
 * loaded before, and take a larger file they have over a fitting one they would have to load.
 * Runs in the page: self-contained.
 * @param choose Has the choice made again.
 * @returns Whether there are any.
 */
export function responsiveImages(roots: readonly Root[], choose: boolean): boolean {
  const sources = roots.flatMap((root) => [
    ...root.querySelectorAll('img[srcset], picture > source[srcset]'),
  ]);
  for (const source of choose ? sources : []) {
    source.setAttribute('srcset', source.getAttribute('srcset') ?? '');
  }
  return sources.length > 0;
}
