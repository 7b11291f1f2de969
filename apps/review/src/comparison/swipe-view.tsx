import { type CSSProperties, useState } from 'react';
import type { Picture as PictureShape } from '../api/entities.ts';
import { Picture } from './picture.tsx';
import './swipe-view.css';

interface SwipeViewProps {
  before: PictureShape;
  after: PictureShape;
  name: string;
}

/** Both pictures on top of each other; a slider moves the line where one becomes the other. */
export function SwipeView({ before, after, name }: SwipeViewProps) {
  const [percent, setPercent] = useState(50);
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const share = (picture: PictureShape): CSSProperties => ({
    width: `${(picture.width / width) * 100}%`,
  });
  return (
    <figure className="swipe-figure" style={{ width }}>
      <figcaption className="swipe-caption" aria-hidden="true">
        <b className="swipe-before">Before</b>
        <b className="swipe-after">After</b>
      </figcaption>
      <div
        className="swipe"
        style={{ aspectRatio: `${width} / ${height}`, '--cut': `${percent}%` } as CSSProperties}
      >
        <div className="swipe-layer swipe-left">
          <Picture
            key={before.url}
            className="swipe-picture"
            picture={before}
            alt={`${name}, before`}
            style={share(before)}
          />
        </div>
        <div className="swipe-layer swipe-right">
          <Picture
            key={after.url}
            className="swipe-picture"
            picture={after}
            alt={`${name}, after`}
            style={share(after)}
          />
        </div>
        <div className="swipe-line" aria-hidden="true" />
        <input
          className="swipe-input"
          type="range"
          min={0}
          max={100}
          step={1}
          value={percent}
          aria-label="Line between before and after"
          aria-valuetext={`${percent} % before, ${100 - percent} % after`}
          onChange={(event) => setPercent(Number(event.target.value))}
        />
      </div>
    </figure>
  );
}
