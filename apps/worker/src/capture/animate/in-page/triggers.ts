/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root } from './seekable.ts';

export interface Wanted {
  selector: string;
  action: string;
  value?: string | { name: string; value: string };
}

export interface Pulled {
  /** Whether there was such an element. */
  found: boolean;
  /** Where the pointer has to go for it: the middle of the element, in the viewport. */
  point?: { x: number; y: number };
}

export interface Triggers {
  pull(wanted: Wanted): Pulled;
  /** Takes back what has been done to elements; what the page did in turn stays. */
  undo(): void;
}

/**
 * Does to the page what sets something off. An element it cannot find is no error. Runs in the page:
 * self-contained.
 */
export function makeTriggers(openRoots: () => Root[]): Triggers {
  const { click, focus, blur } = HTMLElement.prototype;
  let undos: (() => void)[] = [];

  const find = (selector: string): HTMLElement | undefined => {
    try {
      const [found] = openRoots().flatMap((root) => root.querySelector(selector) ?? []);
      return found as HTMLElement | undefined;
    } catch {
      return undefined;
    }
  };

  const setAttribute = (element: Element, name: string, value: string | null): void => {
    const before = element.getAttribute(name);
    const set = (now: string | null): void =>
      now === null ? element.removeAttribute(name) : element.setAttribute(name, now);
    set(value);
    undos.push(() => set(before));
  };
  const toggleClass = (element: Element, name: string, there: boolean): void => {
    const names = name.split(/\s+/).filter((one) => one !== '');
    const changing = names.filter((one) => element.classList.contains(one) !== there);
    for (const one of changing) element.classList.toggle(one, there);
    undos.push(() => {
      for (const one of changing) element.classList.toggle(one, !there);
    });
  };
  const takeFocus = (element: HTMLElement): void => {
    const before = document.activeElement;
    focus.call(element, { preventScroll: true });
    undos.push(() => {
      if (before instanceof HTMLElement && before !== document.body) focus.call(before);
      else blur.call(element);
    });
  };

  const act = (element: HTMLElement, { action, value = '' }: Wanted): void => {
    const text = typeof value === 'string' ? value : value.name;
    if (action === 'addClass') toggleClass(element, text, true);
    else if (action === 'removeClass') toggleClass(element, text, false);
    else if (action === 'removeAttribute') setAttribute(element, text, null);
    else if (action === 'setAttribute') {
      setAttribute(element, text, typeof value === 'string' ? '' : value.value);
    } else if (action === 'click') click.call(element);
    else if (action === 'focus') takeFocus(element);
  };

  return {
    pull(wanted) {
      const element = find(wanted.selector);
      if (!element) return { found: false };
      if (wanted.action === 'hover') {
        element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
        const { left, top, width, height } = element.getBoundingClientRect();
        return { found: true, point: { x: left + width / 2, y: top + height / 2 } };
      }
      act(element, wanted);
      return { found: true };
    },
    undo() {
      for (const undo of undos.reverse()) undo();
      undos = [];
    },
  };
}
