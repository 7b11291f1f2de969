import { useEffect } from 'react';
import { type ActionId, actionOf } from './actions.ts';
import { nameOfKey } from './key-name.ts';
import { keymap } from './keymap.ts';

/** Where keys are text, or choose from what is listed. */
const ownKeys = [
  'input:not([type=range])',
  'textarea',
  'select',
  '[contenteditable]',
  '[role=menu]',
  '[role=listbox]',
].join();

/** A window on top, wherever the focus is. One that is closing is no more. */
const windows = ':is([role=dialog], [role=alertdialog]):not([data-closed])';

export type Handlers = Partial<Record<ActionId, (() => void) | null | undefined>>;

const handlers = new Map<ActionId, () => void>();

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const name = nameOfKey(event);
  const id = name === null ? undefined : keymap.get().actions.get(name);
  const act = id && handlers.get(id);
  if (!act) return;
  if (event.target instanceof Element && event.target.closest(ownKeys)) return;
  if (document.querySelector(windows)) return;
  event.preventDefault();
  if (!(event.repeat && actionOf(id).once)) act();
}

/** Does these when their keys are pressed, wherever on the page; not while somebody types, or behind a dialog. */
export function useActions(now: Handlers): void {
  useEffect(() => {
    const mine = Object.entries(now).filter((one): one is [ActionId, () => void] =>
      Boolean(one[1]),
    );
    if (handlers.size === 0) addEventListener('keydown', onKeyDown);
    for (const [id, act] of mine) handlers.set(id, act);
    return () => {
      for (const [id, act] of mine) if (handlers.get(id) === act) handlers.delete(id);
      if (handlers.size === 0) removeEventListener('keydown', onKeyDown);
    };
  }, [now]);
}
