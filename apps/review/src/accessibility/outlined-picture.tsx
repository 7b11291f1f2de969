import type { FindingState } from '@twinlens/accessibility-diff';
import { type CSSProperties, useEffect, useRef } from 'react';
import type { Picture as PictureShape, ViolatingNode } from '../api/entities.ts';
import { Picture } from '../comparison/picture.tsx';
import './outlined-picture.css';

/** An element to be outlined in a picture. */
export interface Outline {
  key: string;
  state: FindingState;
  box: NonNullable<ViolatingNode['box']>;
}

interface OutlinedPictureProps {
  caption: string;
  picture: PictureShape;
  name: string;
  outlines: Outline[];
  active: string | null;
  /** Whether the active one is to be brought into view. */
  follow: boolean;
}

/** A picture with the elements that break rules outlined, and one of them brought out. */
export function OutlinedPicture(props: OutlinedPictureProps) {
  const { caption, picture, name, outlines, active, follow } = props;
  const figure = useRef<HTMLElement>(null);
  useEffect(() => {
    if (active === null || !follow) return;
    figure.current
      ?.querySelector('[data-active]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, follow]);
  const { width, height } = picture;
  const share = ({ box }: Outline): CSSProperties => ({
    left: `${(box.x / (width ?? 1)) * 100}%`,
    top: `${(box.y / (height ?? 1)) * 100}%`,
    width: `${(box.width / (width ?? 1)) * 100}%`,
    height: `${(box.height / (height ?? 1)) * 100}%`,
  });
  return (
    <figure ref={figure} className={`figure figure-${caption.toLowerCase().replaceAll(' ', '-')}`}>
      <figcaption>
        <b>{caption}</b>{' '}
        <span className="soft number">
          {outlines.length} {outlines.length === 1 ? 'element' : 'elements'} outlined
        </span>
      </figcaption>
      <div className="outlined" data-pointing={active === null ? undefined : ''}>
        <Picture key={picture.url} picture={picture} alt={`${name}, ${caption.toLowerCase()}`} />
        {outlines.map((outline) => (
          <span
            key={outline.key}
            className={`outline outline-${outline.state}`}
            data-active={outline.key === active ? '' : undefined}
            style={share(outline)}
          />
        ))}
      </div>
    </figure>
  );
}
