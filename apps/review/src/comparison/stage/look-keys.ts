import { nextBackground } from '../background/background.ts';
import { type Inspector, toggleInspector } from '../inspector/inspector.ts';
import { blinking, flip } from '../modes/blink/blink-state.ts';
import type { ViewChoice } from '../use-view.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { zoomKeys } from '../viewport/zoom-keys.ts';

interface Looking extends Pick<ViewChoice, 'view' | 'setView'> {
  viewport: Viewport;
  inspector: Inspector;
}

/** The keys of every mode. */
export function lookKeys({
  viewport,
  inspector,
  view,
  setView,
}: Looking): Record<string, () => void> {
  return {
    ...zoomKeys(viewport),
    t: nextBackground,
    i: () => toggleInspector(inspector),
    f: () => {
      flip();
      setView('blink');
    },
    b: () => {
      blinking.set(view !== 'blink' || !blinking.get());
      setView('blink');
    },
  };
}
