import type { Rows } from '@twinlens/image-diff/browser';
import { useStored } from '../../ui/store.ts';
import { PinFrame } from '../pins/pin-frame.tsx';
import { stateOf, usePins } from '../pins/pins-context.ts';
import type { Side } from '../pins/place.ts';

/** Rows of one of the pictures. */
export interface PinnedRows {
  side: Side;
  rows: Rows;
}

/** Frames around what people talk about, as far as it is in these rows. */
export function BandFrames({ side, rows }: PinnedRows) {
  const { board, list, chosen } = usePins();
  const draft = useStored(board.draft, (it) => (it?.place.side === side ? it : null));
  return (
    <>
      {list
        .filter(({ place }) => place.side === side)
        .map((pin) => (
          <PinFrame
            key={pin.thread}
            place={{ ...pin.place, y: pin.place.y - rows.y }}
            state={stateOf(pin, chosen)}
          />
        ))}
      {draft && <PinFrame place={{ ...draft.place, y: draft.place.y - rows.y }} state="draft" />}
    </>
  );
}
