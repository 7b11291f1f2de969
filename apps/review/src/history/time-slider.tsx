import { useMemo, useRef } from 'react';
import type { SeenPicture } from '../api/entities.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { shortSha } from '../ui/sha.tsx';

interface TimeSliderProps {
  /** Newest first. */
  pictures: SeenPicture[];
  /** With those that are not loaded. */
  total: number;
  place: number;
  onChange: (place: number) => void;
}

const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

function wordsOf({ firstSeenAt, firstSha }: SeenPicture): string {
  const when = firstSeenAt === null ? 'before this was kept' : date.format(new Date(firstSeenAt));
  return firstSha === null ? when : `${when}, ${shortSha(firstSha)}`;
}

/** From the oldest picture on the left to the newest on the right, by pointer or arrow keys. */
export function TimeSlider({ pictures, total, place, onChange }: TimeSliderProps) {
  const slider = useRef<HTMLInputElement>(null);
  useActions(useMemo(() => ({ 'view.slider': () => slider.current?.focus() }), []));
  const hint = useKeyHint('view.slider', 'Pictures through time');
  const last = pictures.length - 1;
  const shown = pictures[place];
  if (shown === undefined) return null;
  return (
    <div className="time-slider">
      <p>
        <b className="number">
          Picture {total - place} of {total}
        </b>{' '}
        <span className="soft">{wordsOf(shown)}</span>
      </p>
      {last > 0 && (
        <input
          ref={slider}
          type="range"
          {...hint}
          min={0}
          max={last}
          step={1}
          value={last - place}
          aria-label="Pictures through time"
          aria-valuetext={`Picture ${total - place} of ${total}, ${wordsOf(shown)}`}
          onChange={(event) => onChange(last - Number(event.target.value))}
        />
      )}
    </div>
  );
}
