import type { PairDifference } from '@twinlens/image-diff/browser';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useActions } from '../../keys/use-actions.ts';
import { createRemembered } from '../../ui/remembered.ts';
import { useStored } from '../../ui/store.ts';
import type { Point } from '../viewport/geometry.ts';
import type { Viewport } from '../viewport/viewport.ts';
import { type ChangedRegion, offsetOf, regionsOf } from './regions.ts';

export interface Regions {
  list: ChangedRegion[];
  /** Whether it is known which there are. */
  isKnown: boolean;
  /** Which of them was jumped to; null for none. */
  current: number | null;
  jump(index: number): void;
  next(): void;
  previous(): void;
  isListOpen: boolean;
  toggleList(): void;
  /** By how much the earlier picture is moved to lie on the later one at that region. */
  offset: Point | undefined;
}

const listOpen = createRemembered('twinlens.regions', (text) => text === 'true');

interface RegionChoice {
  difference: PairDifference | undefined;
  viewport: Viewport;
  /** As the address has it, from 0. */
  chosen: number | null;
  choose: (index: number) => void;
}

/** The regions of a pair of pictures, which of them is looked at, and the keys that lead to another. */
export function useRegions({ difference, viewport, chosen, choose }: RegionChoice): Regions {
  const isListOpen = useStored(listOpen, (open) => open);
  const list = useMemo(() => (difference ? regionsOf(difference.comparison) : []), [difference]);
  const current = chosen !== null && chosen < list.length ? chosen : null;

  // A link to a region leads there once it is known where that is.
  const led = useRef<ChangedRegion[]>(null);
  useEffect(() => {
    if (list.length === 0 || led.current === list) return;
    led.current = list;
    const region = current === null ? undefined : list[current];
    if (region) viewport.show(region.after);
  }, [list, current, viewport]);

  const jump = useCallback(
    (index: number) => {
      const region = list[index];
      if (region === undefined) return;
      led.current = list;
      choose(index);
      viewport.show(region.after);
    },
    [list, choose, viewport],
  );
  const { length } = list;
  const next = useCallback(
    () => jump(current === null ? 0 : (current + 1) % length),
    [jump, current, length],
  );
  const previous = useCallback(
    () => jump(current === null ? length - 1 : (current + length - 1) % length),
    [jump, current, length],
  );
  const toggleList = useCallback(() => listOpen.set(!listOpen.get()), []);
  useActions(
    useMemo(
      () => ({ 'region.next': next, 'region.previous': previous, 'region.list': toggleList }),
      [next, previous, toggleList],
    ),
  );
  const region = current === null ? undefined : list[current];
  const offset = useMemo(() => region && offsetOf(region), [region]);
  const isKnown = difference !== undefined;
  return { list, isKnown, current, jump, next, previous, isListOpen, toggleList, offset };
}
