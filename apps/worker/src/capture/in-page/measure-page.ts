/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** Width and height of the whole document, in CSS pixels. Runs in the page: self-contained. */
export function measurePage(): { width: number; height: number } {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return { width: scrollWidth, height: scrollHeight };
}
