/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Box } from './measure.ts';
import type { Root } from './open-roots.ts';

/** The boxes of what is marked as hidden, in CSS pixels of the document. Runs in the page: self-contained. */
export function hiddenBoxes(roots: readonly Root[]): Box[] {
  return roots
    .flatMap((root) => [...root.querySelectorAll('[data-happo-hide]')])
    .map((element) => element.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .slice(0, 1000)
    .map((box) => ({
      left: box.left + scrollX,
      top: box.top + scrollY,
      right: box.right + scrollX,
      bottom: box.bottom + scrollY,
    }));
}
