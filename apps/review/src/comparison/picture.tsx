import { useState } from 'react';
import type { Picture as PictureShape } from '../api/entities.ts';
import { FirstFrame } from '../ui/first-frame.tsx';
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
