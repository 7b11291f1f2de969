/** One view for all panes: they move together, and whoever comes later finds it as it was left. */
import { createStore, type Store } from '../../ui/store.ts';
import {
  clamped,
  type Frame,
  fittingZoom,
  type Point,
  type Region,
  type Size,
  showing,
  type View,
  zoomedTo,
} from './geometry.ts';

export interface ViewportState extends View, Frame {
  /** Whether it shows the whole width, and goes on doing so when the room changes. */
  fits: boolean;
}

/** Whether there is nothing beyond what is in sight. */
export const showsAll = ({ content, pane, zoom }: ViewportState): boolean =>
  content.height * zoom <= pane.height && content.width * zoom <= pane.width;

export interface Viewport extends Pick<Store<ViewportState>, 'get' | 'subscribe'> {
  /** What is looked at now. Where it is as wide as what was looked at before, the view stays. */
  setContent(content: Size): void;
  /** How much room every pane has. */
  setPane(pane: Size): void;
  /**
   * Moves by pixels of the screen.
   * @returns whether there was anywhere to go
   */
  panBy(by: Point): boolean;
  moveTo(corner: Point): void;
  /**
   * @param at what stays where it is, from the corner of the pane; where not said, the region that was
   * shown last while it is in sight, else the middle
   */
  zoomTo(zoom: number, at?: Point): void;
  fit(): void;
  show(region: Region): void;
}

const top: View = { zoom: 1, x: 0, y: Number.NEGATIVE_INFINITY };

const isSame = (one: Size, other: Size) => one.width === other.width && one.height === other.height;

/** The same middle in a pane of another size, as that of another mode; the edge where that was seen. */
function inFrame(state: ViewportState, frame: Frame): View {
  const zoom = state.fits ? fittingZoom(frame) : state.zoom;
  if (state.pane.width === 0) return { ...state, zoom };
  const along = (at: number, from: number, to: number) =>
    at <= 0 ? at : at + from / state.zoom / 2 - to / zoom / 2;
  return {
    zoom,
    x: along(state.x, state.pane.width, frame.pane.width),
    y: along(state.y, state.pane.height, frame.pane.height),
  };
}

/** What people look at, from the corner of the pane. */
function anchorOf({ x, y, zoom, pane }: ViewportState, shown: Region | null): Point {
  const middle = { x: pane.width / 2, y: pane.height / 2 };
  if (shown === null) return middle;
  const at = {
    x: (shown.x + shown.width / 2 - x) * zoom,
    y: (shown.y + shown.height / 2 - y) * zoom,
  };
  const isInSight = at.x >= 0 && at.y >= 0 && at.x <= pane.width && at.y <= pane.height;
  return isInSight ? at : middle;
}

/** @param zoom what to begin with, once there is room; null to fit */
export function createViewport(zoom: number | null): Viewport {
  const store = createStore<ViewportState>({
    zoom: zoom ?? 1,
    x: 0,
    y: 0,
    fits: zoom === null,
    content: { width: 0, height: 0 },
    pane: { width: 0, height: 0 },
  });
  const look = (view: View, fits: boolean, { content, pane }: Frame = store.get()) => {
    const zoom = fits ? fittingZoom({ content, pane }) : view.zoom;
    store.set({ ...clamped({ ...view, zoom }, { content, pane }), fits, content, pane });
  };
  let shown: Region | null = null;
  /** Whether that is to be shown as soon as there is room. */
  let isAwaited = false;
  const show = (region: Region) => {
    const state = store.get();
    shown = region;
    isAwaited = state.pane.width === 0;
    if (isAwaited) return;
    const view = showing(state, region, state);
    look(view, state.fits && view.zoom === state.zoom);
  };
  const { get, subscribe } = store;
  return {
    get,
    subscribe,
    setContent(content) {
      const state = get();
      if (isSame(content, state.content)) return;
      shown = null;
      const isAlike = state.content.width === 0 || state.content.width === content.width;
      const stays = isAlike && !state.fits;
      look(stays ? state : top, !stays, { content, pane: state.pane });
    },
    setPane(pane) {
      const state = get();
      if (isSame(pane, state.pane)) return;
      const frame = { content: state.content, pane };
      look(inFrame(state, frame), state.fits, frame);
      if (isAwaited && shown) show(shown);
    },
    panBy({ x, y }) {
      const state = get();
      const { zoom } = state;
      const moved = clamped({ zoom, x: state.x + x / zoom, y: state.y + y / zoom }, state);
      if (moved.x === state.x && moved.y === state.y) return false;
      store.set({ ...state, ...moved });
      return true;
    },
    moveTo(corner) {
      const state = get();
      look({ zoom: state.zoom, ...corner }, state.fits);
    },
    zoomTo(zoom, at) {
      const state = get();
      look(zoomedTo(state, zoom, at ?? anchorOf(state, shown)), false);
    },
    fit: () => look(get(), true),
    show,
  };
}
