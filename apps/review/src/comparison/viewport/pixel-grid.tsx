import { useStored } from '../../ui/store.ts';
import type { Size } from './geometry.ts';
import type { Viewport } from './viewport.ts';

/** Pixels are told apart by lines from here on. */
export const gridFrom = 8;

/** Lines between pixels, when they are large enough to have lines between them. */
export function PixelGrid({ viewport, size }: { viewport: Viewport; size: Size }) {
  const isClose = useStored(viewport, ({ zoom }) => zoom >= gridFrom);
  if (!isClose) return null;
  return (
    <div
      className="pixel-grid"
      style={{
        width: `calc(${size.width} * var(--zoom) * 1px)`,
        height: `calc(${size.height} * var(--zoom) * 1px)`,
      }}
    />
  );
}
