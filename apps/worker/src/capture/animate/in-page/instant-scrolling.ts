/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * Makes scripts scroll at once, whatever they ask for, while it is switched on. Runs in the page, before
 * its scripts: self-contained.
 * @returns The switch.
 */
export function instantScrolling(): (on: boolean) => void {
  let instant = false;
  type Scroll = (...args: unknown[]) => void;
  const adapt = (owner: object, name: string): void => {
    const original = Reflect.get(owner, name) as Scroll;
    const apply = (scroll: Scroll, self: unknown, args: unknown[]): void => {
      const [options] = args;
      const smooth = instant && typeof options === 'object' && options !== null;
      const given = smooth ? [{ ...options, behavior: 'instant' }] : args;
      Reflect.apply(scroll, self, given);
    };
    Reflect.set(owner, name, new Proxy(original, { apply }));
  };
  for (const name of ['scroll', 'scrollTo', 'scrollBy']) {
    adapt(globalThis, name);
    adapt(Element.prototype, name);
  }
  adapt(Element.prototype, 'scrollIntoView');
  return (on) => {
    instant = on;
  };
}
