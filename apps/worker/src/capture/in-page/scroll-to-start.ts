/// <reference lib="dom" />
/**
 * Scrolls the document to its start: pictures show whole documents, and what is fixed or sticky has
 * one place in them, wherever the page was left. Runs in the page: self-contained.
 * @returns Whether it had been scrolled.
 */
export function scrollToStart(): boolean {
  if (scrollX === 0 && scrollY === 0) return false;
  scrollTo({ left: 0, top: 0, behavior: 'instant' });
  // A document written from right to left, or one that scrolls back by itself, may refuse.
  return scrollX === 0 && scrollY === 0;
}
