import { useCallback } from 'react';
import { useStored } from '../ui/store.ts';
import { type ActionId, actionOf } from './actions.ts';
import { ariaKey } from './key-name.ts';
import { type Keymap, keymap, shownKey } from './keymap.ts';

/** The key that does something now; null where none does. */
export const useKey = (id: ActionId): string | null =>
  useStored(
    keymap,
    useCallback((now: Keymap) => shownKey(now, id), [id]),
  );

/** What a button says about the key it is on. */
export interface KeyHint {
  title: string;
  'aria-keyshortcuts': string | undefined;
}

/** @param words what the button does, where that is not what its action is called */
export function useKeyHint(id: ActionId, words: string = actionOf(id).words): KeyHint {
  const key = useKey(id);
  return {
    title: key === null ? words : `${words} (${key})`,
    'aria-keyshortcuts': key === null ? undefined : ariaKey(key),
  };
}

/** The letter on a button; a part of its name, so that who hears it knows the key as well. */
export function KeyLetter({ of }: { of: ActionId }) {
  const key = useKey(of);
  return key === null ? null : <kbd>{key}</kbd>;
}
