import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Change, Place, Thread } from '../../api/entities.ts';
import type { ComparisonPath } from '../../api/queries.ts';
import { rowId } from '../decision/use-decision.ts';
import { createPinBoard } from '../pins/pin-board.ts';
import type { Pin, Pins } from '../pins/pins-context.ts';
import type { ReviewAddress } from '../use-review-address.ts';
import { type Threads, useThreads } from './use-threads.ts';

/** Narrower than this, the pictures and what is said of them are not side by side. As in the style sheet. */
const isNarrow = () => matchMedia('(max-width: 720px)').matches;

interface TalkInput {
  path: ComparisonPath;
  comparison: number;
  address: ReviewAddress;
  index: number;
  /** Undefined where there is nothing to be talked about. */
  change: Change | undefined;
}

export interface Talk extends Threads {
  /** Whether it is to be seen. */
  isOpen: boolean;
  toggle(): void;
  /** The same threads, as the pictures show them. */
  pins: Pins;
  /** Brings the place of a thread into sight. */
  showPlace(thread: Thread): void;
}

const pinOf = ({ id, place, resolved, comments }: Thread, index: number): Pin[] => {
  const [first] = comments;
  if (place === null || first === undefined) return [];
  const words = `${first.by}: ${first.text.slice(0, 100)}`;
  return [{ thread: id, number: index + 1, place, isResolved: resolved !== null, words }];
};

/** What people say about the change that is looked at: in the panel, and on its pictures. */
export function useTalk({ path, comparison, address, index, change }: TalkInput): Talk {
  const { thread: chosen, showThread } = address;
  const [isWanted, setIsWanted] = useState(chosen !== null);
  const snapshot = change ? rowId(change) : 0;
  const isOpen = isWanted && change !== undefined;
  const isSaid = change !== undefined && change.threads.open + change.threads.resolved > 0;
  const said = useThreads({ account: path.account, comparison, snapshot }, isOpen || isSaid);
  const board = useMemo(() => createPinBoard(snapshot), [snapshot]);

  const choose = useCallback(
    (thread: number | null) => showThread(thread, index, change),
    [showThread, index, change],
  );
  const open = useCallback(
    (thread: number) => {
      board.called.set({ thread });
      setIsWanted(true);
      choose(thread);
    },
    [board, choose],
  );
  const comment = useCallback(
    (place: Place) => {
      board.isPinning.set(false);
      board.draft.set({ place, isDrawn: true });
      setIsWanted(true);
    },
    [board],
  );
  const toggle = useCallback(() => {
    setIsWanted(!isOpen);
    if (!isOpen) return;
    board.draft.set(null);
    if (chosen !== null) choose(null);
  }, [board, isOpen, chosen, choose]);
  const showPlace = useCallback(
    ({ id, place }: Thread) => {
      if (place === null) return;
      board.sought.set({ place });
      choose(id);
      if (isNarrow()) setIsWanted(false);
    },
    [board, choose],
  );

  // A link to a thread leads to it, and to its place, once it is there.
  const linked = useRef(chosen);
  const { threads } = said;
  useEffect(() => {
    const thread = threads?.find(({ id }) => id === linked.current);
    if (thread === undefined) return;
    linked.current = null;
    board.called.set({ thread: thread.id });
    if (thread.place) board.sought.set({ place: thread.place });
  }, [threads, board]);

  const areOffered = change !== undefined;
  const pins = useMemo<Pins>(() => {
    // Settled ones are marked while one sees what they were about.
    const list = (threads ?? []).flatMap(pinOf).filter((pin) => isOpen || !pin.isResolved);
    return { areOffered, board, list, chosen, open, comment };
  }, [areOffered, board, threads, isOpen, chosen, open, comment]);
  return { ...said, isOpen, toggle, pins, showPlace };
}
