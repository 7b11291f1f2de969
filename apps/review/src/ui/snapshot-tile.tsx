import { type ReactNode, useState } from 'react';
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
}

/** One picture among many, with the name of what it shows. */
export function SnapshotTile({ component, variant, target, image, children }: SnapshotTileProps) {
  return (
    <a className="snapshot" href={image.url} target="_blank" rel="noreferrer">
      <span className="snapshot-picture">
        <TilePicture key={image.url} image={image} />
      </span>
      <span className="snapshot-title">
        <span className="snapshot-name">{component}</span>
        {children}
      </span>
      <span className="snapshot-variant soft">
        {variant} · {target}
      </span>
    </a>
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
