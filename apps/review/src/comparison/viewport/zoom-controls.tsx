import { useMemo } from 'react';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { type Handlers, useActions } from '../../keys/use-actions.ts';
import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import { zoomRange } from './geometry.ts';
import type { Viewport } from './viewport.ts';

/** How much closer one press goes. */
const zoomStep = 1.5;

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

function zoomActions(viewport: Viewport): Handlers {
  return {
    'zoom.in': () => viewport.zoomTo(viewport.get().zoom * zoomStep),
    'zoom.out': () => viewport.zoomTo(viewport.get().zoom / zoomStep),
    'zoom.fit': viewport.fit,
    'zoom.actual': () => {
      const { zoom, fits } = viewport.get();
      if (zoom === 1 && !fits) viewport.fit();
      else viewport.zoomTo(1);
    },
  };
}

export function ZoomControls({ viewport }: { viewport: Viewport }) {
  const zoom = useStored(viewport, (state) => state.zoom);
  const fits = useStored(viewport, (state) => state.fits);
  useActions(useMemo(() => zoomActions(viewport), [viewport]));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="tool-group" role="group" aria-label="Zoom">
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label="Zoom out"
        {...useKeyHint('zoom.out')}
        disabled={zoom <= zoomRange.least}
        onClick={() => viewport.zoomTo(zoom / zoomStep)}
      >
        <Icon name="minus" />
      </button>
      <output className="zoom-value number" aria-label="Zoom">
        {percent.format(zoom)}
      </output>
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label="Zoom in"
        {...useKeyHint('zoom.in')}
        disabled={zoom >= zoomRange.most}
        onClick={() => viewport.zoomTo(zoom * zoomStep)}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        className="button button-plain tool-toggle"
        aria-pressed={fits}
        {...useKeyHint('zoom.fit')}
        onClick={viewport.fit}
      >
        Fit
      </button>
      <button
        type="button"
        className="button button-plain tool-toggle"
        aria-pressed={!fits && zoom === 1}
        {...useKeyHint('zoom.actual')}
        onClick={() => viewport.zoomTo(1)}
      >
        1:1<span className="unseen">, actual size</span>
      </button>
    </div>
  );
}
