/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/** Gives the focus to the first element marked for it, if any. Runs in the page: self-contained. */
export function focusMarked(roots: readonly Root[]): void {
  const selector = '[data-happo-focus], [data-happo-focus-visible]';
  const [marked] = roots.flatMap((root) => root.querySelector(selector) ?? []);
  if (!(marked instanceof HTMLElement || marked instanceof SVGElement)) return;
  if (!marked.matches(':focus')) marked.focus({ preventScroll: true });
}
