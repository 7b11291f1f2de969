import { PinMarks } from '../pins/pin-marks.tsx';
import type { Side } from '../pins/place.ts';
import { Plane } from '../viewport/plane.tsx';
import type { Look } from './look.ts';

/** What people talk about in one of the pictures, over all of them. */
export function PinPlane({ look, side }: { look: Look; side: Side }) {
  return (
    <Plane
      viewport={look.viewport}
      offset={side === 'before' ? look.regions.offset : undefined}
      className="pin-plane"
      over={<PinMarks side={side} size={look[side].size} />}
    />
  );
}
