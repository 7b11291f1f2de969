import type { Look, SizedPicture } from '../../look/look.ts';
import { LookPane } from '../../look/look-pane.tsx';
import { PictureCaption } from '../../look/picture-caption.tsx';
import { PicturePlane } from '../../look/picture-plane.tsx';

interface SidePaneProps {
  look: Look;
  side: 'before' | 'after';
  shown: SizedPicture;
  caption: string;
  playing: boolean;
  onPlay: (playing: boolean) => void;
}

/** One picture in a pane of its own. */
export function SidePane({ look, side, shown, caption, playing, onPlay }: SidePaneProps) {
  const alt = `${look.name}, ${caption.toLowerCase()}`;
  return (
    <figure className={`figure figure-${side}`}>
      <PictureCaption caption={caption} picture={shown.picture} playing={playing} onPlay={onPlay} />
      <LookPane
        look={look}
        label={`Pane: ${alt}`}
        sideAt={shown === look[side] ? () => side : undefined}
      >
        <PicturePlane look={look} side={side} shown={shown} alt={alt} still={!playing} />
      </LookPane>
    </figure>
  );
}
