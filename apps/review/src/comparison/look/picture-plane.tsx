import type { CSSProperties, ReactNode } from 'react';
import { Backed } from '../background/backed.tsx';
import { InspectedPixel } from '../inspector/inspected-pixel.tsx';
import { Picture } from '../picture.tsx';
import { PinMarks } from '../pins/pin-marks.tsx';
import { RegionFrames } from '../regions/region-frames.tsx';
import { PixelGrid } from '../viewport/pixel-grid.tsx';
import { Plane } from '../viewport/plane.tsx';
import type { Look, SizedPicture } from './look.ts';

interface PicturePlaneProps {
  look: Look;
  side: 'before' | 'after';
  /** Another picture of that side than the one that is compared. */
  shown?: SizedPicture;
  /** In words; the name of the example and the side where not said. */
  alt?: string;
  /** Whether it stands still, as where another one lies over it. */
  still: boolean;
  /** Which regions have a frame. */
  frames?: 'all' | 'current' | 'none';
  /** Whether what people talk about is marked on it. */
  pins?: boolean;
  className?: string;
  style?: CSSProperties;
  /** Lies over the picture, in its pixels. */
  children?: ReactNode;
}

/** One of the two pictures in a pane, aligned to the region that was jumped to. */
export function PicturePlane({
  look,
  side,
  shown = look[side],
  alt = `${look.name}, ${side}`,
  still,
  frames = 'current',
  pins = shown === look[side],
  className,
  style,
  children,
}: PicturePlaneProps) {
  const { viewport, inspector, regions } = look;
  const { picture, size } = shown;
  const offset = side === 'before' ? regions.offset : undefined;
  const over = (
    <>
      <PixelGrid viewport={viewport} size={size} />
      {frames !== 'none' && (
        <RegionFrames
          regions={regions.list}
          side={side}
          current={regions.current}
          onlyCurrent={frames === 'current'}
        />
      )}
      <InspectedPixel inspector={inspector} viewport={viewport} offset={offset} />
      {pins && <PinMarks side={side} size={size} />}
    </>
  );
  return (
    <Plane
      viewport={viewport}
      offset={offset}
      over={over}
      {...(className !== undefined && { className })}
      style={style}
    >
      <Backed size={size}>
        <Picture
          key={picture.url}
          picture={picture}
          still={still}
          alt={alt}
          className="plane-picture"
        />
      </Backed>
      {children}
    </Plane>
  );
}
