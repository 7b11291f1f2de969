import { useLayoutEffect, useMemo, useState } from 'react';
import type { Picture as PictureShape } from '../../api/entities.ts';
import { useActions } from '../../keys/use-actions.ts';
import { wantsLessMotion } from '../../ui/less-motion.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Backed } from '../background/backed.tsx';
import { BackgroundPicker } from '../background/background-picker.tsx';
import type { SizedPicture } from '../look/look.ts';
import { PictureCaption } from '../look/picture-caption.tsx';
import { MissingPicture } from '../missing-picture.tsx';
import { Picture } from '../picture.tsx';
import { PinHint } from '../pins/pin-hint.tsx';
import { PinMarks } from '../pins/pin-marks.tsx';
import { PinTool } from '../pins/pin-tool.tsx';
import { surroundings } from '../pins/place.ts';
import { usePinDrag } from '../pins/use-pin-drag.ts';
import { useSought } from '../pins/use-sought.ts';
import { Minimap } from '../viewport/minimap.tsx';
import { Pane } from '../viewport/pane.tsx';
import { PixelGrid } from '../viewport/pixel-grid.tsx';
import { Plane } from '../viewport/plane.tsx';
import type { Viewport } from '../viewport/viewport.ts';
import { ZoomControls } from '../viewport/zoom-controls.tsx';
import { useSized } from './use-sized.ts';
import './stage.css';

const captions = { before: 'Before', after: 'After', both: 'Before and after' } as const;

interface OnePictureProps {
  name: string;
  side: keyof typeof captions;
  picture: PictureShape;
  viewport: Viewport;
}

/** A picture that has no other to be compared with. */
export function OnePicture(props: OnePictureProps) {
  const sized = useSized(props.picture);
  if (sized === 'loading') return <Skeleton label="Loading the picture" />;
  if (sized === 'missing') {
    return (
      <section className="stage-missing" aria-label={`Pictures of ${props.name}`}>
        <MissingPicture url={props.picture.url} />
      </section>
    );
  }
  return <Shown {...props} sized={sized} />;
}

const noMarks: [] = [];

function Shown({ name, side, viewport, sized }: OnePictureProps & { sized: SizedPicture }) {
  const { picture, size } = sized;
  const [playing, setPlaying] = useState(() => !wantsLessMotion());
  const { width, height } = size;
  useLayoutEffect(() => viewport.setContent({ width, height }), [viewport, width, height]);
  useSought((place) => {
    viewport.show(surroundings(place));
    return true;
  });
  // What stayed the same is not talked about.
  const talkedOf = side === 'both' ? null : side;
  const drag = usePinDrag(
    viewport,
    talkedOf === null ? undefined : () => ({ side: talkedOf, size, offset: undefined }),
  );
  const isAnimated = picture.animation !== null;
  useActions(
    useMemo(
      () => ({ 'view.play': isAnimated ? () => setPlaying((on) => !on) : null }),
      [isAnimated],
    ),
  );
  const alt = `${name}, ${captions[side].toLowerCase()}`;
  return (
    <div className="views">
      <div className="tools">
        <div className="tools-own" />
        <PinTool regions={null} />
        <ZoomControls viewport={viewport} />
        <BackgroundPicker />
      </div>
      <div className="stage">
        <div className="stage-panes">
          <figure className={`figure figure-${side}`}>
            <PictureCaption
              caption={captions[side]}
              picture={picture}
              playing={playing}
              onPlay={setPlaying}
            />
            <Pane viewport={viewport} label={`Pane: ${alt}`} drag={drag}>
              <Plane
                viewport={viewport}
                over={
                  <>
                    <PixelGrid viewport={viewport} size={size} />
                    {talkedOf !== null && <PinMarks side={talkedOf} size={size} />}
                  </>
                }
              >
                <Backed size={size}>
                  <Picture
                    key={picture.url}
                    picture={picture}
                    still={!playing}
                    alt={alt}
                    className="plane-picture"
                  />
                </Backed>
              </Plane>
            </Pane>
          </figure>
          <Minimap viewport={viewport} picture={picture} size={size} marked={noMarks} />
        </div>
        <PinHint />
      </div>
    </div>
  );
}
