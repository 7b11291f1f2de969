import type { CSSProperties } from 'react';
import type { Region } from '../viewport/geometry.ts';
import type { PinState } from './pins-context.ts';
import './pins.css';

interface PinFrameProps {
  place: Region;
  state: PinState | 'draft';
}

/** Around a place, with lines as thin at every zoom. */
export function PinFrame({ place: { x, y, width, height }, state }: PinFrameProps) {
  const style = { '--x': x, '--y': y, '--width': width, '--height': height } as CSSProperties;
  return <div className="pin-frame" data-state={state} style={style} />;
}
