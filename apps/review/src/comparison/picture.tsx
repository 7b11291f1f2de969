import { useState } from 'react';
import type { Picture as PictureShape } from '../api/entities.ts';
import { FirstFrame } from '../ui/first-frame.tsx';
import { frames } from '../ui/frames.ts';
import { Icon } from '../ui/icon.tsx';
import { MissingPicture } from './missing-picture.tsx';

interface PictureProps {
  picture: PictureShape;
  alt: string;
  className?: string;
  style?: React.CSSProperties;
  /** Show the first frame of an animation, instead of playing it. */
  still?: boolean;
}

/** One picture at its own size, smaller where the window is. */
export function Picture({ picture, alt, className = 'picture', style, still }: PictureProps) {
  const [failed, setFailed] = useState(false);
  const missing = <MissingPicture url={picture.url} />;
  if (failed) return missing;
  const { width, height } = picture;
  if (still && picture.animation && width !== null && height !== null) {
    return (
      <FirstFrame
        url={picture.url}
        width={width}
        height={height}
        alt={alt}
        className={className}
        style={style}
        missing={missing}
      />
    );
  }
  return (
    <img
      className={className}
      style={style}
      src={picture.url}
      width={width ?? undefined}
      height={height ?? undefined}
      alt={alt}
      draggable={false}
      onError={() => setFailed(true)}
    />
  );
}

const captions = { before: 'Before', after: 'After', both: 'Before and after' } as const;

interface PictureFigureProps {
  side: keyof typeof captions;
  /** Whether it is what that side looked like when it was captured again. */
  again?: boolean;
  picture: PictureShape;
  name: string;
}

/** Whether people have asked their system for less motion; then they say what is to play. */
const wantsLessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function PictureFigure({ side, again = false, picture, name }: PictureFigureProps) {
  const [playing, setPlaying] = useState(() => !wantsLessMotion());
  const { animation } = picture;
  const caption = again ? `${captions[side]}, captured again` : captions[side];
  return (
    <figure className={`figure figure-${side}`}>
      <figcaption>
        <b>{caption}</b>{' '}
        {picture.width !== null && picture.height !== null && (
          <span className="soft number">
            {picture.width} × {picture.height}
          </span>
        )}
        {animation && (
          <>
            <span className="soft number">{frames(animation)}</span>
            <button
              type="button"
              className="button button-plain figure-play"
              aria-label={`${playing ? 'Stop' : 'Play'} ${caption.toLowerCase()}`}
              onClick={() => setPlaying(!playing)}
            >
              <Icon name={playing ? 'pause' : 'play'} size={12} />
              {playing ? 'Stop' : 'Play'}
            </button>
          </>
        )}
      </figcaption>
      <Picture
        key={picture.url}
        picture={picture}
        still={!playing}
        alt={`${name}, ${caption.toLowerCase()}`}
      />
    </figure>
  );
}
