/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/**
 * Names of custom elements nothing defines, the first thousand: each definition looks through the
 * document. Runs in the page: self-contained.
 */
export function undefinedElements(roots: readonly Root[]): string[] {
  const elements = roots.flatMap((root) => [...root.querySelectorAll(':not(:defined)')]);
  return [...new Set(elements.map(({ localName }) => localName))].slice(0, 1000);
}
