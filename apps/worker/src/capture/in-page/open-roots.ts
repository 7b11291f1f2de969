/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** Where elements can be looked for, which stops at each of them. */
export type Root = Document | ShadowRoot;

/** The document and every open shadow root in it. Runs in the page: self-contained. */
export function openRoots(): Root[] {
  const roots: Root[] = [document];
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      if (shadowRoot) roots.push(shadowRoot);
    }
  }
  return roots;
}
