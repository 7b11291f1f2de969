import { useEffect, useRef } from 'react';
import type { Place } from '../../api/entities.ts';
import { useStored } from '../../ui/store.ts';
import { usePins } from './pins-context.ts';

/**
 * Brings into sight what somebody asks for, also what they asked for before this view was there.
 * @param find answers false while it cannot yet, and is then asked again after the next render
 */
export function useSought(find: (place: Place) => boolean): void {
  const { board } = usePins();
  const sought = useStored(board.sought, (asked) => asked);
  const found = useRef<typeof sought>(null);
  useEffect(() => {
    if (sought === null || found.current === sought) return;
    if (find(sought.place)) found.current = sought;
  });
}
