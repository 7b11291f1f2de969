import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Handlers } from '../keys/use-actions.ts';
import { zoomRange } from './viewport/geometry.ts';
import { createViewport, type Viewport } from './viewport/viewport.ts';

export const views = [
  'sides',
  'diff',
  'swipe',
  'overlay',
  'onion',
  'blink',
  'changes',
  'rows',
] as const;
export type View = (typeof views)[number];

/** Of accessibility targets: the rules that are broken, or what assistive technology is told. */
export const findingsViews = ['violations', 'tree'] as const;
export type FindingsView = (typeof findingsViews)[number];

export interface ViewChoice {
  view: View;
  setView(view: View): void;
  /** Which region of a change is looked at, from 0; null for none. */
  region: number | null;
  setRegion(region: number): void;
  /** How close, and where; stays from one change to the next. */
  viewport: Viewport;
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

/** Null for anything else: people edit addresses. */
function parseZoom(text: string | undefined): number | null {
  const zoom = Number(text ?? Number.NaN);
  return zoom >= zoomRange.least && zoom <= zoomRange.most ? zoom : null;
}

const parseRegion = (text: string | undefined): number | null =>
  /^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) - 1 : null;

/** Milliseconds the zoom must stay before the address follows. */
const zoomSettleMs = 300;

/**
 * How changes are shown: people keep to one way, and a link shows what whoever sent it saw.
 *
 * @param isAhead whether what is looked at is not yet what the address names; its region is not meant then
 */
export function useView(isAhead = false): ViewChoice {
  const { v, z, r } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [remembered, remember] = useRemembered('twinlens.view', views);
  const [findingsView, setFindingsView] = useRemembered('twinlens.findings', findingsViews);
  const [viewport] = useState(() => createViewport(parseZoom(z)));

  const write = useCallback(
    (part: { v?: string; z?: string | undefined; r?: string }) =>
      void navigate({
        to: '.',
        search: (search) => ({ ...search, ...part }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const setView = useCallback(
    (view: View) => {
      remember(view);
      write({ v: view });
    },
    [remember, write],
  );
  const setRegion = useCallback((region: number) => write({ r: String(region + 1) }), [write]);

  useEffect(() => {
    let written = z;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { zoom, fits } = viewport.get();
        const text = fits ? undefined : String(Number(zoom.toFixed(2)));
        if (text === written) return;
        written = text;
        write({ z: text });
      }, zoomSettleMs);
    };
    const stop = viewport.subscribe(follow);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [viewport, write, z]);

  const view = views.find((one) => one === v) ?? remembered;
  const region = isAhead ? null : parseRegion(r);
  return useMemo(
    () => ({ view, setView, region, setRegion, viewport, findingsView, setFindingsView }),
    [view, setView, region, setRegion, viewport, findingsView, setFindingsView],
  );
}

/** What the keys of the views do. Where there are no pictures, the first two choose what is told instead. */
export function viewActions(
  { setView, setFindingsView }: Pick<ViewChoice, 'setView' | 'setFindingsView'>,
  isAccessibility: boolean,
): Handlers {
  if (isAccessibility) {
    return {
      'view.sides': () => setFindingsView('violations'),
      'view.diff': () => setFindingsView('tree'),
    };
  }
  return Object.fromEntries(views.map((view) => [`view.${view}`, () => setView(view)]));
}
