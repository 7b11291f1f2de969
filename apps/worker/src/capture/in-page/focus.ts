/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './open-roots.ts';

/** Gives the focus to the first element marked for it, if any. Runs in the page: self-contained. */
export function focusMarked(roots: readonly Root[]): void {
  const world = globalThis as unknown as { twinlensFocused?: HTMLElement | SVGElement };
  const selector = '[data-happo-focus], [data-happo-focus-visible]';
  const [marked] = roots.flatMap((root) => root.querySelector(selector) ?? []);
  if (!(marked instanceof HTMLElement || marked instanceof SVGElement)) return;
  if (marked.matches(':focus')) return;
  marked.focus({ preventScroll: true });
  world.twinlensFocused = marked;
}

/** Takes the focus from what `focusMarked` gave it to. Runs in the page: self-contained. */
export function releaseFocus(): void {
  const world = globalThis as unknown as { twinlensFocused?: HTMLElement | SVGElement };
  world.twinlensFocused?.blur();
  delete world.twinlensFocused;
}
