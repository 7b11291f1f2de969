import { useMemo } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import { useShortcuts } from '../../ui/use-shortcuts.ts';
import type { Regions } from '../regions/use-regions.ts';
import { pinShortcuts } from './pin-shortcuts.ts';
import { usePins } from './pins-context.ts';

/** Lets the next press on a picture say what a comment is about. */
export function PinTool({ regions }: { regions: Regions | null }) {
  const pins = usePins();
  const isPinning = useStored(pins.board.isPinning, (on) => on);
  useShortcuts(useMemo(() => pinShortcuts(pins, isPinning, regions), [pins, isPinning, regions]));
  if (!pins.areOffered) return null;
  return (
    <button
      type="button"
      className="button button-plain button-icon tool-toggle"
      aria-label="Pin a comment"
      aria-pressed={isPinning}
      title="Pin a comment (m)"
      onClick={() => pins.board.isPinning.set(!isPinning)}
    >
      <Icon name="pin" />
    </button>
  );
}
