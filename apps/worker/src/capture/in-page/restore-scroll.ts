/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Scrolls elements to where they were recorded, as far as they reach by now.
 * @returns Whether anything moved. Runs in the page: self-contained.
 */
export function restoreScroll(): boolean {
  let moved = false;
  for (const element of document.querySelectorAll('[data-happo-scrollposition]')) {
    const position = element.getAttribute('data-happo-scrollposition') ?? '';
    const [top = Number.NaN, left = Number.NaN] = position.split(',').map(Number);
    if (!Number.isFinite(top) || !Number.isFinite(left)) continue;
    const { scrollTop, scrollLeft } = element;
    element.scrollTo({ top, left, behavior: 'instant' });
    moved ||= element.scrollTop !== scrollTop || element.scrollLeft !== scrollLeft;
  }
  return moved;
}
