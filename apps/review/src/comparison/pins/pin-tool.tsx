import { useEffect, useMemo } from 'react';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { useActions } from '../../keys/use-actions.ts';
import { Icon } from '../../ui/icon.tsx';
import { useStored } from '../../ui/store.ts';
import type { Regions } from '../regions/use-regions.ts';
import { commentOnRegion } from './comment-on-region.ts';
import { usePins } from './pins-context.ts';

/** Lets the next press on a picture say what a comment is about. */
export function PinTool({ regions }: { regions: Regions | null }) {
  const pins = usePins();
  const isPinning = useStored(pins.board.isPinning, (on) => on);
  const { isPinning: tool, draft } = pins.board;
  useActions(
    useMemo(
      () =>
        pins.areOffered
          ? {
              'pin.tool': () => tool.set(!tool.get()),
              'pin.region': regions && (() => commentOnRegion(regions, regions.current ?? 0, pins)),
            }
          : {},
      [pins, tool, regions],
    ),
  );
  useEffect(() => {
    if (!isPinning) return;
    const stop = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      tool.set(false);
      draft.set(null);
    };
    addEventListener('keydown', stop);
    return () => removeEventListener('keydown', stop);
  }, [isPinning, tool, draft]);
  const hint = useKeyHint('pin.tool', 'Pin a comment');
  if (!pins.areOffered) return null;
  return (
    <button
      type="button"
      className="button button-plain button-icon tool-toggle"
      aria-label="Pin a comment"
      aria-pressed={isPinning}
      {...hint}
      onClick={() => tool.set(!isPinning)}
    >
      <Icon name="pin" />
    </button>
  );
}
