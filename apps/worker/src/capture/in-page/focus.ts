/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Gives the focus to the first element marked for it, if any, also inside open shadow roots.
 * Runs in the page: self-contained.
 */
export function focusMarked(): void {
  const find = (root: Document | ShadowRoot): Element | null => {
    const marked = root.querySelector('[data-happo-focus], [data-happo-focus-visible]');
    if (marked) return marked;
    for (const element of root.querySelectorAll('*')) {
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const marked = find(document);
  if (marked instanceof HTMLElement || marked instanceof SVGElement) {
    if (!marked.matches(':focus')) marked.focus({ preventScroll: true });
  }
}
