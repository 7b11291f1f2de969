import type { Picture } from '../../api/entities.ts';
import { frames } from '../../ui/frames.ts';
import { Icon } from '../../ui/icon.tsx';

interface PictureCaptionProps {
  caption: string;
  picture: Picture;
  playing: boolean;
  onPlay: (playing: boolean) => void;
}

/** What a picture is, how large, and whether it is to play. */
export function PictureCaption({ caption, picture, playing, onPlay }: PictureCaptionProps) {
  const { width, height, animation } = picture;
  return (
    <figcaption>
      <b>{caption}</b>{' '}
      {width !== null && height !== null && (
        <span className="soft number">
          {width} × {height}
        </span>
      )}
      {animation && (
        <>
          <span className="soft number">{frames(animation)}</span>
          <button
            type="button"
            className="button button-plain figure-play"
            aria-label={`${playing ? 'Stop' : 'Play'} ${caption.toLowerCase()}`}
            onClick={() => onPlay(!playing)}
          >
            <Icon name={playing ? 'pause' : 'play'} size={12} />
            {playing ? 'Stop' : 'Play'}
          </button>
        </>
      )}
    </figcaption>
  );
}
