import { type CSSProperties, useState } from 'react';
import type { Picture as PictureShape } from '../api/entities.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { FirstFramesNote } from './first-frames-note.tsx';
import { MissingPicture } from './missing-picture.tsx';
import { Picture } from './picture.tsx';
import { useSize } from './use-size.ts';
import './swipe-view.css';

interface SwipeViewProps {
  before: PictureShape;
  after: PictureShape;
  name: string;
}

/** Both pictures on top of each other; a slider moves the line where one becomes the other. */
export function SwipeView({ before, after, name }: SwipeViewProps) {
  const [percent, setPercent] = useState(50);
  const from = useSize(before);
  const to = useSize(after);
  if (from === 'missing') return <MissingPicture url={before.url} />;
  if (to === 'missing') return <MissingPicture url={after.url} />;
  if (from === 'loading' || to === 'loading') return <Skeleton label="Loading the pictures" />;
  const width = Math.max(from.width, to.width);
  const height = Math.max(from.height, to.height);
  const share = (picture: { width: number }): CSSProperties => ({
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
            still
            alt={`${name}, before`}
            style={share(from)}
          />
        </div>
        <div className="swipe-layer swipe-right">
          <Picture
            key={after.url}
            className="swipe-picture"
            picture={after}
            still
            alt={`${name}, after`}
            style={share(to)}
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
      <FirstFramesNote before={before} after={after} />
    </figure>
  );
}
