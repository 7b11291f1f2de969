import type { CSSProperties } from 'react';
import { useStored } from '../../ui/store.ts';
import type { Point } from '../viewport/geometry.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { type Inspector, inspecting, isClose } from './inspector.ts';

interface InspectedPixelProps {
  inspector: Inspector;
  viewport: Viewport;
  offset?: Point | undefined;
}

/** A frame around the pixel that is inspected, in every pane. */
export function InspectedPixel({ inspector, viewport, offset }: InspectedPixelProps) {
  const pixel = useStored(inspector, (point) => point);
  const isOn = useStored(inspecting, (on) => on);
  const isNear = useStored(viewport, isClose);
  if (pixel === null || !(isOn || isNear)) return null;
  const style = { '--x': pixel.x + (offset?.x ?? 0), '--y': pixel.y + (offset?.y ?? 0) };
  return <div className="inspected-pixel" style={style as CSSProperties} />;
}
