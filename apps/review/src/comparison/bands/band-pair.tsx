import type { RowBand, Rows } from '@twinlens/image-diff/browser';
import type { CSSProperties, ReactNode } from 'react';
import { Backed } from '../background/backed.tsx';
import type { Look, SizedPicture } from '../look/look.ts';
import { Picture } from '../picture.tsx';
import { bandLabel } from './band-words.ts';

interface BandPairProps {
  look: Look;
  band: RowBand;
  isStacked: boolean;
}

/** The rows of a band in both pictures, and a hatched gap where one does not have them. */
export function BandPair({ look, band, isStacked }: BandPairProps) {
  const before = 'before' in band ? band.before : null;
  const after = 'after' in band ? band.after : null;
  const label = bandLabel(band);
  const height = Math.max(before?.height ?? 0, after?.height ?? 0);
  const mark = label !== null && (
    <span className="band-label number" aria-hidden="true">
      {label}
    </span>
  );
  // Below each other, rows that are the same are shown once.
  const isOnce = isStacked && band.kind === 'same';
  return (
    <div className="band-pair" style={{ '--height': height } as CSSProperties}>
      {!isOnce && (
        <Side shown={look.before} rows={before} isStacked={isStacked}>
          {(before?.height ?? 0) < height && mark}
        </Side>
      )}
      <Side shown={look.after} rows={after} isStacked={isStacked}>
        {(after?.height ?? 0) < height && mark}
      </Side>
    </div>
  );
}

interface SideProps {
  shown: SizedPicture;
  rows: Rows | null;
  isStacked: boolean;
  /** Says why there is nothing, where there is nothing. */
  children: ReactNode;
}

function Side({ shown: { picture, size }, rows, isStacked, children }: SideProps) {
  if (rows === null) {
    return <div className={isStacked ? 'band-none' : 'band-gap'}>{children}</div>;
  }
  return (
    <div className="band-side">
      <div
        className="band-rows"
        style={{ '--width': size.width, '--rows': rows.height } as CSSProperties}
      >
        <div
          className="band-picture"
          style={{ '--y': rows.y, width: size.width, height: size.height } as CSSProperties}
        >
          <Backed size={size}>
            <Picture key={picture.url} picture={picture} still alt="" className="plane-picture" />
          </Backed>
        </div>
      </div>
      {children}
    </div>
  );
}
