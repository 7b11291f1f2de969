import { useEffect, useMemo } from 'react';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { useActions } from '../../keys/use-actions.ts';
import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import type { Regions } from '../regions/use-regions.ts';
import { commentOnRegion } from './comment-on-region.ts';
import { type Pins, usePins } from './pins-context.ts';

/**
 * Lets the next press on a picture say what a comment is about.
 * @param regions null for a picture that was compared with no other
 */
export function PinTool({ regions }: { regions: Regions | null }) {
  const pins = usePins();
  const isPinning = useStored(pins.board.isPinning, (on) => on);
  const hint = useKeyHint('pin.toggle', 'Pin a comment');
  useActions(
    useMemo(() => {
      if (!pins.areOffered) return {};
      return {
        'pin.toggle': () => pins.board.isPinning.set(!isPinning),
        'pin.region': regions && (() => commentOnRegion(regions, regions.current ?? 0, pins)),
      };
    }, [pins, isPinning, regions]),
  );
  useGivingUp(pins, isPinning);
  if (!pins.areOffered) return null;
  return (
    <button
      type="button"
      className="button button-plain button-icon tool-toggle"
      aria-label="Pin a comment"
      aria-pressed={isPinning}
      {...hint}
      onClick={() => pins.board.isPinning.set(!isPinning)}
    >
      <Icon name="pin" />
    </button>
  );
}

/** Escape puts the pin away, wherever the focus is; no other key can be chosen for that. */
function useGivingUp({ board }: Pins, isPinning: boolean): void {
  useEffect(() => {
    if (!isPinning) return;
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      board.isPinning.set(false);
      board.draft.set(null);
    };
    addEventListener('keydown', giveUp);
    return () => removeEventListener('keydown', giveUp);
  }, [board, isPinning]);
}
