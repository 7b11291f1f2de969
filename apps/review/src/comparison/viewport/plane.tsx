import { type CSSProperties, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Point } from './geometry.ts';
import type { Viewport } from './viewport.ts';

/** Pixels are shown as squares from here on. */
const crispFrom = 2;

interface PlaneProps {
  viewport: Viewport;
  /** How far from the pixels of the later picture those of this one are, where they are aligned. */
  offset?: Point | undefined;
  className?: string;
  style?: CSSProperties | undefined;
  /** What grows when it is looked at closely, in pixels of the picture. */
  children?: ReactNode;
  /** What lies over it and keeps its lines thin; places itself by `--zoom`. */
  over?: ReactNode;
}

const nowhere: Point = { x: 0, y: 0 };

/**
 * A picture as large as the pane's view says. Moving it renders nothing and paints nothing: it is a layer
 * of its own, of which browsers paint what is in sight, however high it is.
 */
export function Plane({
  viewport,
  offset = nowhere,
  className = '',
  style,
  children,
  over,
}: PlaneProps) {
  const moved = useRef<HTMLDivElement>(null);
  const scaled = useRef<HTMLDivElement>(null);
  const { x: offsetX, y: offsetY } = offset;
  useLayoutEffect(() => {
    const place = () => {
      const { x, y, zoom } = viewport.get();
      const onPixel = (at: number) => Math.round(at * devicePixelRatio) / devicePixelRatio;
      const left = onPixel(-(x + offsetX) * zoom);
      const top = onPixel(-(y + offsetY) * zoom);
      if (moved.current) moved.current.style.transform = `translate(${left}px, ${top}px)`;
      if (scaled.current) {
        scaled.current.style.transform = `scale(${zoom})`;
        scaled.current.toggleAttribute('data-crisp', zoom >= crispFrom);
      }
      moved.current?.style.setProperty('--zoom', String(zoom));
    };
    place();
    return viewport.subscribe(place);
  }, [viewport, offsetX, offsetY]);
  return (
    <div className={`plane ${className}`} style={style}>
      <div ref={moved} className="plane-moved">
        <div ref={scaled} className="plane-scaled">
          {children}
        </div>
        {over}
      </div>
    </div>
  );
}
