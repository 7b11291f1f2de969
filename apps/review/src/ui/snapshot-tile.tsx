import { type ReactNode, useState } from 'react';
import { ImpactCounts } from '../accessibility/impact-badge.tsx';
import type { Picture } from '../api/entities.ts';
import { foreignHost } from './foreign-host.ts';
import { frames } from './frames.ts';
import { Icon } from './icon.tsx';
import { thumbnailsOf } from './thumbnails.ts';
import './snapshot-tile.css';

interface SnapshotTileProps {
  component: string;
  variant: string;
  target: string;
  image: Picture;
  /** Stands beside the name. */
  children?: ReactNode;
  /** What happens on a click; without it the picture itself is shown. */
  onOpen?: (() => void) | undefined;
}

/** One picture among many, with the name of what it shows. It leads to the picture, or to more. */
export function SnapshotTile({ onOpen, ...content }: SnapshotTileProps) {
  if (onOpen) {
    return (
      <button type="button" className="snapshot" onClick={onOpen}>
        <TileContent {...content} />
      </button>
    );
  }
  return (
    <a className="snapshot" href={content.image.url} target="_blank" rel="noreferrer">
      <TileContent {...content} />
    </a>
  );
}

function TileContent({ component, variant, target, image, children }: SnapshotTileProps) {
  return (
    <>
      <span className="snapshot-picture">
        <TilePicture key={image.url} image={image} />
        {image.animation && (
          <span className="snapshot-animated">
            <Icon name="play" size={12} />
            {frames(image.animation)}
          </span>
        )}
        {image.accessibility && (
          <span className="snapshot-findings">
            <ImpactCounts counts={image.accessibility.violations} />
          </span>
        )}
      </span>
      <span className="snapshot-title">
        <span className="snapshot-name">{component}</span>
        {children}
      </span>
      <span className="snapshot-variant soft">
        {variant} · {target}
      </span>
    </>
  );
}

/** Never an animation that moves: many at once would keep everybody from looking at any. */
function TilePicture({ image }: { image: Picture }) {
  const { url, width, height } = image;
  const [failed, setFailed] = useState(false);
  if (failed) return <MissingTile url={url} />;
  return (
    <img
      {...(thumbnailsOf(image) ?? {
        src: url,
        width: width ?? undefined,
        height: height ?? undefined,
      })}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setFailed(true)}
    />
  );
}

function MissingTile({ url }: { url: string }) {
  const host = foreignHost(url);
  return (
    <span className="snapshot-missing">
      Could not be loaded
      {host !== null && (
        <>
          {' '}
          from <b>{host}</b>
        </>
      )}
    </span>
  );
}
