import { useCallback, useState } from 'react';

export const views = ['sides', 'diff', 'swipe'] as const;
export type View = (typeof views)[number];

export interface ViewChoice {
  view: View;
  setView(view: View): void;
}

const key = 'twinlens.view';

/** How changes are shown; people keep to one way, so it is remembered in this browser. */
export function useView(): ViewChoice {
  const [view, show] = useState<View>(
    () => views.find((candidate) => candidate === localStorage.getItem(key)) ?? 'sides',
  );
  const setView = useCallback((next: View) => {
    localStorage.setItem(key, next);
    show(next);
  }, []);
  return { view, setView };
}
