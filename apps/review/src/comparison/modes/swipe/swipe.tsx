import { type CSSProperties, type PointerEvent, useMemo, useRef, useState } from 'react';
import { useKeyHint } from '../../../keys/key-hint.tsx';
import { useActions } from '../../../keys/use-actions.ts';
import type { Look } from '../../look/look.ts';
import { LookPane } from '../../look/look-pane.tsx';
import { PicturePlane } from '../../look/picture-plane.tsx';
import { useSought } from '../../pins/use-sought.ts';
import type { Mode } from '../mode.ts';
import './swipe.css';

/** Both pictures on top of each other; a slider moves the line where one becomes the other. */
function Panes({ look }: { look: Look }) {
  const [percent, setPercent] = useState(50);
  const area = useRef<HTMLDivElement>(null);
  useSought(({ side }) => {
    setPercent(side === 'before' ? 90 : 10);
    return true;
  });
  const line = useRef<HTMLInputElement>(null);
  const isHeld = useRef(false);
  useActions(
    useMemo(() => ({ 'view.slider': () => line.current?.focus({ preventScroll: true }) }), []),
  );
  const sliderHint = useKeyHint('view.slider', 'Line between before and after');
  function follow(event: PointerEvent): void {
    const box = area.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const share = Math.round(((event.clientX - box.left) / box.width) * 100);
    setPercent(Math.min(100, Math.max(0, share)));
  }
  return (
    <LookPane
      look={look}
      label={`Pane: ${look.name}, swipe`}
      sideAt={({ x }) => {
        const { width } = look.viewport.get().pane;
        return x < (width * percent) / 100 ? 'before' : 'after';
      }}
    >
      <div ref={area} className="swipe" style={{ '--cut': `${percent}%` } as CSSProperties}>
        <div className="swipe-left">
          <PicturePlane look={look} side="before" still />
        </div>
        <div className="swipe-right">
          <PicturePlane look={look} side="after" still />
        </div>
        <b className="swipe-caption swipe-before" aria-hidden="true">
          Before
        </b>
        <b className="swipe-caption swipe-after" aria-hidden="true">
          After
        </b>
        <div className="swipe-line" aria-hidden="true" />
        <input
          ref={line}
          className="swipe-input"
          type="range"
          {...sliderHint}
          min={0}
          max={100}
          step={1}
          value={percent}
          aria-label="Line between before and after"
          aria-valuetext={`${percent} % before, ${100 - percent} % after`}
          onChange={(event) => {
            // Browsers move it for a finger, too, as if its ends were those of the picture.
            if (!isHeld.current) setPercent(Number(event.target.value));
          }}
          onPointerDown={(event) => {
            // Pressing beside the middle of the line must not make it jump.
            event.preventDefault();
            event.currentTarget.focus({ preventScroll: true });
            event.currentTarget.setPointerCapture(event.pointerId);
            isHeld.current = true;
          }}
          onLostPointerCapture={() => {
            isHeld.current = false;
          }}
          onPointerMove={follow}
        />
      </div>
    </LookPane>
  );
}

export const swipe: Mode = { label: 'Swipe', icon: 'swipe', Panes };
