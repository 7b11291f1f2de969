/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/**
 * Adds rules to the document and to the shadow roots in it. As adopted style sheets, because a style
 * element would be content: `:last-child` and the page's own scripts would see it. Called before
 * every picture, since pages replace their documents, and with them what was added. Other rules take the
 * place of those before.
 * Runs in the page: self-contained.
 */
export function applyStyle(css: string, roots: readonly Root[]): void {
  const world = globalThis as unknown as { twinlensSheets?: WeakMap<CSSStyleSheet, string> };
  world.twinlensSheets ??= new WeakMap();
  const ours = world.twinlensSheets;
  for (const root of roots) {
    const present = root.adoptedStyleSheets.find((sheet) => ours.has(sheet));
    if (present && ours.get(present) === css) continue;
    const sheet = present ?? new CSSStyleSheet();
    sheet.replaceSync(css);
    ours.set(sheet, css);
    if (!present) root.adoptedStyleSheets.push(sheet);
  }
}
