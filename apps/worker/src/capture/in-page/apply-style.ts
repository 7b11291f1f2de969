/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/**
 * Adds rules to the document and to the shadow roots in it. As adopted style sheets, because a style
 * element would be content: `:last-child` and the page's own scripts would see it. Called before
 * every picture, since pages replace their documents, and with them what was added.
 * Runs in the page: self-contained.
 */
export function applyStyle(css: string, roots: readonly Root[]): void {
  const world = globalThis as unknown as { twinlensSheets?: WeakSet<CSSStyleSheet> };
  world.twinlensSheets ??= new WeakSet();
  const ours = world.twinlensSheets;
  for (const root of roots) {
    if (root.adoptedStyleSheets.some((sheet) => ours.has(sheet))) continue;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    ours.add(sheet);
    root.adoptedStyleSheets.push(sheet);
  }
}
