import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { moveByKey } from './pane-keys.ts';
import { type Drag, pointFromCorner, useGestures } from './use-gestures.ts';
import { showsAll, type Viewport } from './viewport.ts';
import './viewport.css';

interface PaneProps {
  viewport: Viewport;
  label: string;
  /** Follows the pointer, in pixels from the corner of the pane; null when it left. */
  onPoint?: ((at: { x: number; y: number } | null) => void) | undefined;
  /** Asked first; what it answers itself moves nothing. */
  onKeyDown?: (event: KeyboardEvent) => void;
  /** What pressing it does, where it does not move. */
  drag: Drag | null;
  children: ReactNode;
}

/** A window on a picture; all panes of one viewport show the same part. */
export function Pane({ viewport, label, onPoint, onKeyDown, drag, children }: PaneProps) {
  const pane = useRef<HTMLElement>(null);
  useGestures(pane, viewport, drag);
  useEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0) viewport.setPane({ width, height });
    });
    observer.observe(element);
    const tellWhole = () => element.toggleAttribute('data-whole', showsAll(viewport.get()));
    const stop = viewport.subscribe(tellWhole);
    tellWhole();
    return () => {
      observer.disconnect();
      stop();
    };
  }, [viewport]);
  return (
    <section
      ref={pane}
      className="pane"
      aria-label={label}
      data-drawing={drag === null ? undefined : ''}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that moves must be reachable by keyboard
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        onKeyDown?.(event);
        if (!event.defaultPrevented) moveByKey(event, viewport);
      }}
      onPointerMove={onPoint && ((event) => onPoint(pointFromCorner(event.currentTarget, event)))}
      onPointerLeave={onPoint && (() => onPoint(null))}
    >
      {children}
    </section>
  );
}
