import { createStore, type Store } from './store.ts';

/**
 * A choice that is kept in this browser.
 * @param parse of what was kept, or null; people edit that too
 */
export function createRemembered<T extends string | number | boolean>(
  key: string,
  parse: (text: string | null) => T,
): Store<T> {
  const store = createStore(parse(localStorage.getItem(key)));
  return {
    ...store,
    set(value) {
      localStorage.setItem(key, String(value));
      store.set(value);
    },
  };
}

/** Reads a number between two others. */
export const numberWithin =
  (least: number, most: number, first: number) =>
  (text: string | null): number => {
    const value = Number(text ?? Number.NaN);
    return value >= least && value <= most ? value : first;
  };
