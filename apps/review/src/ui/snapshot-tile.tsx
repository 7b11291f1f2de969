import { type ReactNode, useState } from 'react';
import { ImpactCounts } from '../accessibility/impact-badge.tsx';
import type { Picture } from '../api/entities.ts';
import { foreignHost } from './foreign-host.ts';
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

function TilePicture({ image }: { image: Picture }) {
  const [missing, setMissing] = useState(false);
  if (missing) {
    const host = foreignHost(image.url);
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
  return (
    <img
      src={image.url}
      width={image.width ?? undefined}
      height={image.height ?? undefined}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setMissing(true)}
    />
  );
}
