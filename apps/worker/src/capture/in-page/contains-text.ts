/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/** Whether a text is shown in the document or its shadow roots. Runs in the page: self-contained. */
export function containsText(text: string, roots: readonly Root[]): boolean {
  return roots.some((root) =>
    [...root.children].some(
      // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown.
      (element) => element instanceof HTMLElement && element.innerText.includes(text),
    ),
  );
}
