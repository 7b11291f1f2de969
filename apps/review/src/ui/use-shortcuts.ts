import { useEffect } from 'react';

/** Where a letter is text, or belongs to a window on top. */
const elsewhere =
  'input:not([type=range]), textarea, select, [contenteditable], [role=dialog], [role=alertdialog]';

/** Single keys for the whole page; left alone while somebody types or holds a modifier. */
export function useShortcuts(shortcuts: Record<string, () => void>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(elsewhere)) return;
      const action = shortcuts[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [shortcuts]);
}
