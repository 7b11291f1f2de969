/** A value outside of React: what follows a finger must not wait for a render. */
import { useCallback, useSyncExternalStore } from 'react';

export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** @returns stops listening */
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(first: T): Store<T> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * What is read of a store; renders anew only when that is another value.
 * @param read of equal states, equal values: no objects made on the way
 */
export function useStored<T, Part>(
  { get, subscribe }: Pick<Store<T>, 'get' | 'subscribe'>,
  read: (value: T) => Part,
): Part {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => read(get()), [read, get]),
  );
}
