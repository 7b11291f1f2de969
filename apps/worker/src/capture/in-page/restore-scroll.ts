/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/**
 * Scrolls elements to where they were recorded, as far as they reach by now.
 * @returns Whether anything moved. Runs in the page: self-contained.
 */
export function restoreScroll(roots: readonly Root[]): boolean {
  const selector = '[data-happo-scrollposition]';
  let moved = false;
  for (const element of roots.flatMap((root) => [...root.querySelectorAll(selector)])) {
    const position = element.getAttribute('data-happo-scrollposition') ?? '';
    const [top = Number.NaN, left = Number.NaN] = position.split(',').map(Number);
    if (!Number.isFinite(top) || !Number.isFinite(left)) continue;
    const { scrollTop, scrollLeft } = element;
    element.scrollTo({ top, left, behavior: 'instant' });
    moved ||= element.scrollTop !== scrollTop || element.scrollLeft !== scrollLeft;
  }
  return moved;
}
