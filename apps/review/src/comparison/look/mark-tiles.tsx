import type { MarkTile } from '@twinlens/image-diff/browser';
import { useEffect, useRef } from 'react';
import { useStored } from '../../ui/store.ts';
import type { Viewport, ViewportState } from '../viewport/viewport.ts';

interface MarkTilesProps {
  marks: MarkTile[];
  viewport: Viewport;
  /** In place of the colours the engine gives; how much of it lies there stays the engine's. */
  colour?: string;
}

/** What was found, painted: only the parts in sight and around it. */
export function MarkTiles({ marks, viewport, colour }: MarkTilesProps) {
  const inSight = useStored(viewport, (state) =>
    marks.flatMap((mark, index) => (isNear(mark, state) ? [index] : [])).join(' '),
  );
  const shown = inSight === '' ? [] : inSight.split(' ').map(Number);
  return shown.map((index) => <Tile key={index} mark={marks[index] as MarkTile} colour={colour} />);
}

/** Whether a part is in sight, or will be when the pane is moved by its own size. */
function isNear({ x, y, width, height }: MarkTile, view: ViewportState): boolean {
  const seen = { width: view.pane.width / view.zoom, height: view.pane.height / view.zoom };
  return (
    x < view.x + 2 * seen.width &&
    x + width > view.x - seen.width &&
    y < view.y + 2 * seen.height &&
    y + height > view.y - seen.height
  );
}

function Tile({ mark, colour }: { mark: MarkTile; colour: string | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.globalCompositeOperation = 'copy';
    context.drawImage(mark.picture, 0, 0);
    if (colour === undefined) return;
    context.globalCompositeOperation = 'source-in';
    context.fillStyle = colour;
    context.fillRect(0, 0, mark.width, mark.height);
  }, [mark, colour]);
  return (
    <canvas
      ref={canvas}
      className="mark-tile"
      width={mark.width}
      height={mark.height}
      style={{ left: mark.x, top: mark.y }}
    />
  );
}
