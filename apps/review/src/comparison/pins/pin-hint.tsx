import { useStored } from '../../ui/store.ts';
import { usePins } from './pins-context.ts';
import './pins.css';

/** What to do now, while something is to be pinned. */
export function PinHint() {
  const { board } = usePins();
  const isPinning = useStored(board.isPinning, (on) => on);
  return (
    <p className="pin-hint" role="status">
      {isPinning && (
        <span>
          Press a point, or draw around something.{' '}
          <span className="pin-hint-keys">Escape ends it.</span>
        </span>
      )}
    </p>
  );
}
