/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Whether the document shows a text, in open shadow roots too. Runs in the page: self-contained.
 */
export function containsText(text: string): boolean {
  const search = (root: Document | ShadowRoot): boolean => {
    for (const element of root.children) {
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown.
      if (element instanceof HTMLElement && element.innerText.includes(text)) return true;
    }
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      if (shadowRoot && search(shadowRoot)) return true;
    }
    return false;
  };
  return search(document);
}
