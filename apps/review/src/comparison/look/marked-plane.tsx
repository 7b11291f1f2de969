import type { MarkTile } from '@twinlens/image-diff/browser';
import { InspectedPixel } from '../inspector/inspected-pixel.tsx';
import { Picture } from '../picture.tsx';
import { PinMarks } from '../pins/pin-marks.tsx';
import { RegionFrames } from '../regions/region-frames.tsx';
import { PixelGrid } from '../viewport/pixel-grid.tsx';
import { Plane } from '../viewport/plane.tsx';
import type { Look, SizedPicture } from './look.ts';
import { MarkTiles } from './mark-tiles.tsx';

interface MarkedPlaneProps {
  look: Look;
  shown: SizedPicture;
  marks: MarkTile[];
  alt: string;
}

/** A picture in pale greys on white, with what was found painted over it, and a frame around each region. */
export function MarkedPlane({ look, shown, marks, alt }: MarkedPlaneProps) {
  const { viewport, inspector, regions } = look;
  const { picture, size } = shown;
  const over = (
    <>
      <PixelGrid viewport={viewport} size={size} />
      <RegionFrames regions={regions.list} side="after" current={regions.current} />
      <InspectedPixel inspector={inspector} viewport={viewport} />
      {shown === look.after && <PinMarks side="after" size={size} />}
    </>
  );
  return (
    <Plane viewport={viewport} over={over}>
      <div className="marked" role="img" aria-label={alt} style={size}>
        <Picture picture={picture} still alt="" className="plane-picture plane-pale" />
        <MarkTiles marks={marks} viewport={viewport} />
      </div>
    </Plane>
  );
}
