/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Adds rules to the document and to every open shadow root. As adopted style sheets, because a style
 * element would be content: `:last-child` and the page's own scripts would see it. Called before
 * every picture, since pages replace their documents, and with them what was added.
 * Runs in the page: self-contained.
 */
export function applyStyle(css: string): void {
  const world = globalThis as unknown as { twinlensSheets?: WeakSet<CSSStyleSheet> };
  world.twinlensSheets ??= new WeakSet();
  const ours = world.twinlensSheets;
  const adopt = (root: Document | ShadowRoot): void => {
    if (!root.adoptedStyleSheets.some((sheet) => ours.has(sheet))) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      ours.add(sheet);
      root.adoptedStyleSheets.push(sheet);
    }
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) adopt(element.shadowRoot);
    }
  };
  adopt(document);
}
