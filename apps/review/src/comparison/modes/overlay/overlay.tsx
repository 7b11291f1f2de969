import { useKeyHint } from '../../../keys/key-hint.tsx';
import { useActions } from '../../../keys/use-actions.ts';
import { useStored } from '../../../ui/store.ts';
import type { Look } from '../../look/look.ts';
import { LookPane } from '../../look/look-pane.tsx';
import { MarkTiles } from '../../look/mark-tiles.tsx';
import { PicturePlane } from '../../look/picture-plane.tsx';
import type { Mode } from '../mode.ts';
import { RangeControl } from '../range-control.tsx';
import { overlayColour, overlayColours, overlayOpacity } from './overlay-settings.ts';
import './overlay.css';

function nextColour(): void {
  const colours = Object.keys(overlayColours);
  overlayColour.set(colours[(colours.indexOf(overlayColour.get()) + 1) % colours.length] ?? '');
}

const handlers = { 'overlay.colour': nextColour };

function Controls() {
  useActions(handlers);
  const colour = useStored(overlayColour, (value) => value);
  const opacity = useStored(overlayOpacity, (value) => value);
  return (
    <>
      <div
        className="overlay-colours"
        role="radiogroup"
        aria-label="Colour of the mask"
        {...useKeyHint('overlay.colour')}
      >
        {Object.entries(overlayColours).map(([value, name]) => (
          <input
            key={value}
            type="radio"
            name="overlay-colour"
            className="overlay-colour"
            aria-label={name}
            title={name}
            style={{ backgroundColor: value }}
            checked={colour === value}
            onChange={() => overlayColour.set(value)}
          />
        ))}
        <input
          type="color"
          className="overlay-own"
          aria-label="Own colour"
          title="Own colour"
          value={colour}
          onChange={(event) => overlayColour.set(event.target.value)}
        />
      </div>
      <RangeControl
        label="Opacity"
        value={opacity}
        least={0}
        most={100}
        step={5}
        text={`${opacity} %`}
        onChange={overlayOpacity.set}
      />
    </>
  );
}

/** The later picture as it is, with a mask of one colour where it differs. */
function Panes({ look }: { look: Look }) {
  const colour = useStored(overlayColour, (value) => value);
  const opacity = useStored(overlayOpacity, (value) => value);
  return (
    <LookPane look={look} label={`Pane: ${look.name}, overlay`} sideAt={() => 'after'}>
      <PicturePlane look={look} side="after" still>
        <div className="overlay-mask" style={{ opacity: opacity / 100 }}>
          <MarkTiles
            marks={look.difference.data?.marks ?? []}
            viewport={look.viewport}
            colour={colour}
          />
        </div>
      </PicturePlane>
    </LookPane>
  );
}

export const overlay: Mode = {
  label: 'Overlay',
  icon: 'overlay',
  onlyAfter: true,
  needsDifference: true,
  Controls,
  Panes,
};
