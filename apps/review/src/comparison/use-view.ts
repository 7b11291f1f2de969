import { useCallback, useState } from 'react';

export const views = ['sides', 'diff', 'swipe'] as const;
export type View = (typeof views)[number];

/** Of accessibility targets: the rules that are broken, or what assistive technology is told. */
export const findingsViews = ['violations', 'tree'] as const;
export type FindingsView = (typeof findingsViews)[number];

export interface ViewChoice {
  view: View;
  setView(view: View): void;
  findingsView: FindingsView;
  setFindingsView(view: FindingsView): void;
}

/** One of some choices, remembered in this browser; the first one to begin with. */
function useRemembered<T extends string>(
  key: string,
  choices: readonly [T, ...T[]],
): [T, (choice: T) => void] {
  const [chosen, show] = useState<T>(
    () => choices.find((candidate) => candidate === localStorage.getItem(key)) ?? choices[0],
  );
  const choose = useCallback(
    (next: T) => {
      localStorage.setItem(key, next);
      show(next);
    },
    [key],
  );
  return [chosen, choose];
}

/** How changes are shown; people keep to one way. */
export function useView(): ViewChoice {
  const [view, setView] = useRemembered('twinlens.view', views);
  const [findingsView, setFindingsView] = useRemembered('twinlens.findings', findingsViews);
  return { view, setView, findingsView, setFindingsView };
}

/** The keys that choose a view of what is shown: 1 for the first one. */
export function viewShortcuts(
  { setView, setFindingsView }: Pick<ViewChoice, 'setView' | 'setFindingsView'>,
  isAccessibility: boolean,
): Record<string, () => void> {
  const choices = isAccessibility
    ? findingsViews.map((view) => () => setFindingsView(view))
    : views.map((view) => () => setView(view));
  return Object.fromEntries(choices.map((choose, index) => [`${index + 1}`, choose]));
}
