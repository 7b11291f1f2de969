/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Root, Seekable } from './seekable.ts';

/** What a page says of one animation that only it can move. */
interface Handle {
  target?: unknown;
  durationMs: unknown;
  seek: (ms: number) => unknown;
  pause?: () => unknown;
  release?: () => unknown;
  finish?: () => unknown;
  repeats?: unknown;
  name?: unknown;
  element?: unknown;
}

export interface Driver {
  name: string;
  discover(root: Element): Handle[];
}

export interface Drivers {
  /** Takes one of the page's; the last one of a name counts. */
  register(driver: unknown): void;
  /**
   * @param within Below which elements.
   * @param names Null: every one the page has registered.
   */
  find(within: readonly Element[], names: readonly string[] | null): Seekable[];
  /** What has gone wrong since they were asked last, in sentences. */
  complaints(): string[];
}

/**
 * Animations that pages or libraries move themselves, each by a driver that knows how. Whatever one
 * throws is logged, and the animation it is about is left as it is. Runs in the page: self-contained.
 */
export function makeDrivers(
  openRoots: () => Root[],
  builtIn: (rootsOf: (element: Element) => Root[]) => Driver,
): Drivers {
  const registered = new Map<string, Driver>();
  const complaints: string[] = [];
  const broken = new WeakSet<object>();

  const say = (sentence: string): void => {
    if (complaints.length < 20) complaints.push(sentence.slice(0, 1000));
  };
  const complain = (name: string, error: unknown): void =>
    say(`The animation driver "${name}" failed: ${error instanceof Error ? error.message : error}`);

  const isHandle = (value: unknown): value is Handle =>
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Handle).seek === 'function' &&
    Number.isFinite((value as Handle).durationMs);

  const places = new Map<string, object>();
  /** What a driver says its handle is of; otherwise its place among those of the driver. */
  const keyOf = (driver: string, { target, element }: Handle, index: number): object => {
    for (const key of [target, element]) if (typeof key === 'object' && key !== null) return key;
    const place = `${driver} ${index}`;
    const key = places.get(place) ?? {};
    places.set(place, key);
    return key;
  };

  const seekableOf = (driver: string, handle: Handle, index: number): Seekable => {
    const { element, name } = handle;
    const key = keyOf(driver, handle, index);
    const fail = (error: unknown): void => {
      complain(driver, error);
      broken.add(key);
    };
    const attempt = (action: (() => unknown) | undefined): unknown => {
      if (broken.has(key)) return undefined;
      try {
        const result = action?.call(handle);
        return result instanceof Promise ? result.catch(fail) : result;
      } catch (error) {
        fail(error);
        return undefined;
      }
    };
    const lengthMs = Math.max(0, Number(handle.durationMs));
    return {
      kind: driver,
      name: typeof name === 'string' ? name : null,
      element: element instanceof Element ? element : null,
      key,
      lengthMs,
      repeats: handle.repeats === true,
      pause: () => void attempt(handle.pause),
      seek: (ms) => attempt(() => handle.seek(ms)),
      finish: () => attempt(handle.finish ?? (() => handle.seek(lengthMs))),
      release: () => void attempt(handle.release),
    };
  };

  const rootsBelow = (element: Element): Root[] =>
    openRoots().filter((root) => {
      const host = root instanceof ShadowRoot ? root.host : document;
      return host === document || element.contains(host);
    });
  const video = builtIn(rootsBelow);
  const find = (name: string): Driver | undefined =>
    registered.get(name) ?? (name === video.name ? video : undefined);

  return {
    register(driver) {
      const { name, discover } = Object(driver) as Partial<Driver>;
      if (typeof name !== 'string' || typeof discover !== 'function') {
        throw new TypeError('an animation driver needs a name and a function `discover`');
      }
      registered.set(name, driver as Driver);
    },
    find(within, names) {
      for (const name of names ?? []) {
        if (!find(name)) say(`There is no animation driver "${name}": none has been registered`);
      }
      return (names ?? [...registered.keys()]).flatMap((name) =>
        within.flatMap((element) => {
          try {
            return [...(find(name)?.discover(element) ?? [])]
              .filter(isHandle)
              .map((handle, index) => seekableOf(name, handle, index));
          } catch (error) {
            complain(name, error);
            return [];
          }
        }),
      );
    },
    complaints: () => complaints.splice(0),
  };
}
