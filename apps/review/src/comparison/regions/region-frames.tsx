import { foundColours } from '@twinlens/image-diff/browser';
import type { CSSProperties } from 'react';
import type { ChangedRegion } from './regions.ts';
import './regions.css';

interface RegionFramesProps {
  regions: ChangedRegion[];
  side: 'before' | 'after';
  current: number | null;
  /** Whether only the one that was jumped to has a frame. */
  onlyCurrent?: boolean;
}

const colours: Record<ChangedRegion['kind'], string> = {
  changed: `rgb(${foundColours.changed})`,
  inserted: `rgb(${foundColours.added})`,
  moved: `rgb(${foundColours.added})`,
  removed: `rgb(${foundColours.removed})`,
};

/** Frames with thin lines at every zoom, so that a single pixel is found in a long picture. */
export function RegionFrames({ regions, side, current, onlyCurrent = false }: RegionFramesProps) {
  return regions.map((region, index) => {
    if (onlyCurrent && index !== current) return null;
    const { x, y, width, height } = region[side];
    const style = {
      '--x': x,
      '--y': y,
      '--width': width,
      '--height': height,
      '--found': colours[region.kind],
    } as CSSProperties;
    return (
      <div
        // biome-ignore lint/suspicious/noArrayIndexKey: regions have no other name, and never change places
        key={index}
        className={`region-frame region-${region.kind}`}
        data-current={index === current ? '' : undefined}
        data-absent={height === 0 ? '' : undefined}
        style={style}
      />
    );
  });
}
