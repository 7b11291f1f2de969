import { useMemo } from 'react';
import type { Thread } from '../../api/entities.ts';
import { useActions } from '../../keys/use-actions.ts';
import { useFailureToast } from '../../ui/toasts.tsx';
import type { Talk } from './use-talk.ts';

export interface NumberedThread {
  thread: Thread;
  /** Counted from 1, as on the pictures. */
  number: number;
}

/**
 * What keys do with threads: go from one to the next, and act on the one that was opened last.
 * @param threads in the order of the panel
 * @param onSay Tells who hears the page what happened.
 */
export function useThreadActions(
  threads: readonly NumberedThread[],
  { say, pins, showPlace }: Talk,
  onSay: (what: string) => void,
): void {
  const { chosen, open, board } = pins;
  const tellFailure = useFailureToast();
  const at = threads.findIndex(({ thread }) => thread.id === chosen);
  const { thread: current, number } = threads[at] ?? threads[0] ?? {};
  const next = threads[at + 1]?.thread;
  const previous = threads[at - 1]?.thread;
  useActions(
    useMemo(() => {
      if (current === undefined) return {};
      const { id, resolved, place } = current;
      return {
        'thread.next': () => next && open(next.id),
        'thread.previous': () => previous && open(previous.id),
        'thread.answer':
          resolved === null
            ? () => {
                open(id);
                board.called.set({ thread: id, answers: true });
              }
            : null,
        'thread.resolve': () =>
          say({ kind: 'resolve', thread: id, resolved: resolved === null }).then(
            () => onSay(`Comment ${number} ${resolved === null ? 'resolved' : 'open again'}`),
            (error: Error) => tellFailure('Nothing was changed', error),
          ),
        'thread.place': place && (() => showPlace(current)),
      };
    }, [current, number, next, previous, open, board, say, showPlace, onSay, tellFailure]),
  );
}
