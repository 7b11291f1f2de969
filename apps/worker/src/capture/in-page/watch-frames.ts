/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * Notes whether scripts of the page do anything when a frame is rendered: callbacks they have asked
 * for, and observers, which are called once something has been laid out. Runs in the page, before its
 * scripts: self-contained.
 * @returns Whether the next frame may call any.
 */
export function watchFrames(): () => boolean {
  const requested = new Set<number>();
  let observing = false;

  const request = requestAnimationFrame;
  const cancel = cancelAnimationFrame;
  globalThis.requestAnimationFrame = new Proxy(request, {
    apply(target, self, [callback, ...rest]: [unknown]) {
      if (typeof callback !== 'function') return Reflect.apply(target, self, [callback, ...rest]);
      const called = (time: number): void => {
        requested.delete(handle);
        callback(time);
      };
      const handle: number = Reflect.apply(target, self, [called]);
      requested.add(handle);
      return handle;
    },
  });
  globalThis.cancelAnimationFrame = new Proxy(cancel, {
    apply(target, self, args: [number]) {
      requested.delete(args[0]);
      return Reflect.apply(target, self, args);
    },
  });
  for (const { prototype } of [IntersectionObserver, ResizeObserver]) {
    prototype.observe = new Proxy(prototype.observe, {
      apply(target, self, args) {
        observing = true;
        return Reflect.apply(target, self, args);
      },
    });
  }
  return () => observing || requested.size > 0;
}
