import { useStored } from '../../ui/store.ts';
import type { Size } from '../viewport/geometry.ts';
import { PinFrame } from './pin-frame.tsx';
import { PinMark } from './pin-mark.tsx';
import { stateOf, usePins } from './pins-context.ts';
import type { Side } from './place.ts';

interface PinMarksProps {
  side: Side;
  size: Size;
}

/** What people talk about in a picture, and what is about to be talked about: over a plane. */
export function PinMarks({ side, size }: PinMarksProps) {
  const { board, list, chosen } = usePins();
  const draft = useStored(board.draft, (it) => (it?.place.side === side ? it : null));
  const here = list.filter(({ place }) => place.side === side);
  return (
    <>
      {here.map((pin) => (
        <PinFrame key={pin.thread} place={pin.place} state={stateOf(pin, chosen)} />
      ))}
      {draft && <PinFrame place={draft.place} state="draft" />}
      {here.map((pin) => (
        <PinMark key={pin.thread} pin={pin} at={pin.place} width={size.width} />
      ))}
    </>
  );
}
