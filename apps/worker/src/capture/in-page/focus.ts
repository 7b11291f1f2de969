/// <reference lib="dom" />
/** Gives the focus to the first element marked for it, if any. Runs in the page: self-contained. */
export function focusMarked(): void {
  const marked = document.querySelector('[data-happo-focus], [data-happo-focus-visible]');
  if (marked instanceof HTMLElement && document.activeElement !== marked) {
    marked.focus({ preventScroll: true });
  }
}
