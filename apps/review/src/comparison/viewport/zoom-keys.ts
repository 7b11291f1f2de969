import type { Viewport } from './viewport.ts';
import { zoomStep } from './zoom-controls.tsx';

/** The keys for the whole page that go closer and further. */
export function zoomKeys(viewport: Viewport): Record<string, () => void> {
  const closer = () => viewport.zoomTo(viewport.get().zoom * zoomStep);
  return {
    '+': closer,
    '=': closer,
    '-': () => viewport.zoomTo(viewport.get().zoom / zoomStep),
    '0': viewport.fit,
    z: () => {
      const { zoom, fits } = viewport.get();
      if (zoom === 1 && !fits) viewport.fit();
      else viewport.zoomTo(1);
    },
  };
}
