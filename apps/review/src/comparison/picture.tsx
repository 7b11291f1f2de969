import { useState } from 'react';
import type { Picture as PictureShape } from '../api/entities.ts';
import { MissingPicture } from './missing-picture.tsx';

interface PictureProps {
  picture: PictureShape;
  alt: string;
  className?: string;
  style?: React.CSSProperties;
}

/** One picture at its own size, smaller where the window is. */
export function Picture({ picture, alt, className = 'picture', style }: PictureProps) {
  const [missing, setMissing] = useState(false);
  if (missing) return <MissingPicture url={picture.url} />;
  return (
    <img
      className={className}
      style={style}
      src={picture.url}
      width={picture.width ?? undefined}
      height={picture.height ?? undefined}
      alt={alt}
      draggable={false}
      onError={() => setMissing(true)}
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

export function PictureFigure({ side, again = false, picture, name }: PictureFigureProps) {
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
      </figcaption>
      <Picture key={picture.url} picture={picture} alt={`${name}, ${caption.toLowerCase()}`} />
    </figure>
  );
}
