import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import { zoomRange } from './geometry.ts';
import type { Viewport } from './viewport.ts';

/** How much closer one press goes. */
export const zoomStep = 1.5;

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

export function ZoomControls({ viewport }: { viewport: Viewport }) {
  const zoom = useStored(viewport, (state) => state.zoom);
  const fits = useStored(viewport, (state) => state.fits);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="tool-group" role="group" aria-label="Zoom">
      <button
        type="button"
        className="button button-plain button-icon"
        aria-label="Zoom out"
        title="Zoom out (-)"
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
        title="Zoom in (+)"
        disabled={zoom >= zoomRange.most}
        onClick={() => viewport.zoomTo(zoom * zoomStep)}
      >
        <Icon name="plus" />
      </button>
      <button
        type="button"
        className="button button-plain tool-toggle"
        aria-pressed={fits}
        title="Fit the width (0)"
        onClick={viewport.fit}
      >
        Fit
      </button>
      <button
        type="button"
        className="button button-plain tool-toggle"
        aria-pressed={!fits && zoom === 1}
        title="Actual size (z)"
        onClick={() => viewport.zoomTo(1)}
      >
        1:1<span className="unseen">, actual size</span>
      </button>
    </div>
  );
}
