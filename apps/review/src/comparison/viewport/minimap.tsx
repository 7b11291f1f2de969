import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useLayoutEffect,
  useRef,
} from 'react';
import type { Picture as PictureShape } from '../../api/entities.ts';
import { useStored } from '../../ui/store.ts';
import { Picture } from '../picture.tsx';
import type { Region, Size } from './geometry.ts';
import { moveByKey } from './pane-keys.ts';
import { showsAll, type Viewport } from './viewport.ts';

interface MinimapProps {
  viewport: Viewport;
  picture: PictureShape;
  size: Size;
  marked: { region: Region; kind: string }[];
}

const share = (part: number, whole: number) => `${(part / Math.max(1, whole)) * 100}%`;

/** The whole picture in little, with what changed and what is in sight; moves where it is pressed. */
export function Minimap(props: MinimapProps) {
  const isWhole = useStored(props.viewport, showsAll);
  return isWhole ? null : <Overview {...props} />;
}

function Overview({ viewport, picture, size, marked }: MinimapProps) {
  const map = useRef<HTMLDivElement>(null);
  const seen = useRef<HTMLDivElement>(null);
  const { width, height } = useStored(viewport, (state) => state.content);
  const down = useStored(viewport, ({ y, pane, zoom, content }) => {
    const room = content.height - pane.height / zoom;
    return room <= 0 ? 0 : Math.round(Math.min(1, Math.max(0, y / room)) * 100);
  });
  useLayoutEffect(() => {
    const place = () => {
      if (seen.current === null) return;
      const { x, y, zoom, pane, content } = viewport.get();
      const { style } = seen.current;
      style.left = share(Math.max(0, x), content.width);
      style.top = share(Math.max(0, y), content.height);
      style.width = share(Math.min(content.width, pane.width / zoom), content.width);
      style.height = share(Math.min(content.height, pane.height / zoom), content.height);
    };
    place();
    return viewport.subscribe(place);
  }, [viewport]);

  function moveTo(event: PointerEvent): void {
    const box = map.current?.getBoundingClientRect();
    if (box === undefined) return;
    const { pane, zoom } = viewport.get();
    viewport.moveTo({
      x: ((event.clientX - box.left) / box.width) * width - pane.width / zoom / 2,
      y: ((event.clientY - box.top) / box.height) * height - pane.height / zoom / 2,
    });
  }
  const place = ({ x, y, ...region }: Region): CSSProperties => ({
    left: share(x, width),
    top: share(y, height),
    width: share(region.width, width),
    height: share(region.height, height),
  });
  return (
    <div
      ref={map}
      className="minimap"
      style={{ aspectRatio: `${width} / ${height}` }}
      role="slider"
      aria-label="Overview: what is in sight"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={down}
      aria-valuetext={`${down} % down`}
      tabIndex={0}
      onKeyDown={(event: KeyboardEvent) => moveByKey(event, viewport)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event);
      }}
    >
      <div className="minimap-picture" style={place({ x: 0, y: 0, ...size })}>
        <Picture picture={picture} still alt="" className="minimap-image" />
      </div>
      {marked.map(({ region, kind }, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: regions have no other name, and never change places
          key={index}
          className={`minimap-mark found-${kind}`}
          style={{ top: share(region.y, height), height: share(region.height, height) }}
        />
      ))}
      <div ref={seen} className="minimap-seen" />
    </div>
  );
}
