import type { RowBand, Rows } from '@twinlens/image-diff/browser';
import type { CSSProperties, ReactNode } from 'react';
import { Backed } from '../background/backed.tsx';
import type { Look, SizedPicture } from '../look/look.ts';
import { Picture } from '../picture.tsx';
import { PinMark } from '../pins/pin-mark.tsx';
import type { Pin } from '../pins/pins-context.ts';
import { BandFrames, type PinnedRows } from './band-frames.tsx';
import { bandLabel } from './band-words.ts';
import { useBandDrawing } from './use-band-drawing.ts';

interface BandPairProps {
  look: Look;
  band: RowBand;
  isStacked: boolean;
  /** Those whose number belongs here: places may go over several bands. */
  marked: Pin[];
}

/** The rows of a band in both pictures, and a hatched gap where one does not have them. */
export function BandPair({ look, band, isStacked, marked }: BandPairProps) {
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
  const of = (side: 'before' | 'after', rows: Rows | null) => (rows ? [{ side, rows }] : []);
  return (
    <div className="band-pair" style={{ '--height': height } as CSSProperties}>
      {!isOnce && (
        <Side
          shown={look.before}
          isStacked={isStacked}
          rows={before}
          pinned={of('before', before)}
          marked={marked}
        >
          {(before?.height ?? 0) < height && mark}
        </Side>
      )}
      <Side
        shown={look.after}
        isStacked={isStacked}
        rows={after}
        pinned={[...of('after', after), ...(isOnce ? of('before', before) : [])]}
        marked={marked}
      >
        {(after?.height ?? 0) < height && mark}
      </Side>
    </div>
  );
}

interface SideProps {
  shown: SizedPicture;
  isStacked: boolean;
  /** Of the picture that is shown. */
  rows: Rows | null;
  /** Rows whose places are marked on it: the first are those that are shown. */
  pinned: PinnedRows[];
  marked: Pin[];
  /** Says why there is nothing, where there is nothing. */
  children: ReactNode;
}

function Side({ shown, isStacked, rows, pinned, marked, children }: SideProps) {
  const { picture, size } = shown;
  const drawing = useBandDrawing(pinned[0], size);
  if (rows === null) {
    return <div className={isStacked ? 'band-none' : 'band-gap'}>{children}</div>;
  }
  return (
    <div className="band-side">
      <div
        className="band-rows"
        data-side={pinned[0]?.side}
        {...drawing}
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
        {pinned.map((one) => (
          <BandFrames key={one.side} {...one} />
        ))}
      </div>
      {pinned.map(({ side, rows: { y } }) =>
        marked
          .filter(({ place }) => place.side === side)
          .map((pin) => (
            <PinMark
              key={pin.thread}
              pin={pin}
              at={{ x: pin.place.x, y: Math.max(0, pin.place.y - y) }}
              width={size.width}
            />
          )),
      )}
      {children}
    </div>
  );
}
