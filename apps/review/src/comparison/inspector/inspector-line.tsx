import type { Picture } from '../../api/entities.ts';
import { useStored } from '../../ui/store.ts';
import type { Point } from '../viewport/geometry.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { distanceOf, hexOf, type Pixel, rgbaOf } from './colour-words.ts';
import { type Inspector, inspecting, isClose } from './inspector.ts';
import { usePixels } from './use-pixels.ts';
import './inspector.css';

interface InspectorLineProps {
  inspector: Inspector;
  viewport: Viewport;
  before: Picture;
  after: Picture;
  offset: Point | undefined;
}

/** Both colours of a pixel, once pixels can be told apart or somebody asks. */
export function InspectorLine(props: InspectorLineProps) {
  const isOn = useStored(inspecting, (on) => on);
  const isNear = useStored(props.viewport, isClose);
  return isOn || isNear ? <Line {...props} /> : null;
}

const none: Point = { x: 0, y: 0 };

function Line({ inspector, before, after, offset = none }: InspectorLineProps) {
  const at = useStored(inspector, (point) => point);
  const readBefore = usePixels(before);
  const readAfter = usePixels(after);
  if (at === null) {
    return <p className="inspector soft">Point at a pixel, or move with the arrow keys.</p>;
  }
  const one = pixelOf(readBefore, at.x + offset.x, at.y + offset.y);
  const other = pixelOf(readAfter, at.x, at.y);
  return (
    <output className="inspector" aria-label="Inspected pixel">
      <span className="number inspector-place">
        {at.x}, {at.y}
      </span>
      <Colour side="before" pixel={one} />
      <Colour side="after" pixel={other} />
      {typeof one === 'object' && typeof other === 'object' && (
        <span className="number">
          <span className="soft">Distance</span> {distanceOf(one, other).toFixed(4)}
        </span>
      )}
    </output>
  );
}

/** A pixel, or why there is none, in words. */
function pixelOf(read: ReturnType<typeof usePixels>, x: number, y: number): Pixel | string {
  if (read === 'loading') return '…';
  if (read === 'unreadable') return 'cannot be read';
  return read(x, y) ?? 'nothing';
}

function Colour({ side, pixel }: { side: 'before' | 'after'; pixel: Pixel | string }) {
  return (
    <span className={`inspector-colour side-${side}`}>
      <b>{side === 'before' ? 'Before' : 'After'}</b>
      {typeof pixel === 'string' ? (
        <span className="soft">{pixel}</span>
      ) : (
        <>
          <span className="inspector-swatch" style={{ backgroundColor: rgbaOf(pixel) }} />
          <code>{hexOf(pixel)}</code>
          <code className="inspector-rgba soft">{rgbaOf(pixel)}</code>
        </>
      )}
    </span>
  );
}
