import { useMemo } from 'react';
import type { Thread } from '../../api/entities.ts';
import { useActions } from '../../keys/use-actions.ts';
import { useFailureToast } from '../../ui/toasts.tsx';
import type { Talk } from './use-talk.ts';

/**
 * What keys do with threads: go from one to the next, and act on the one that was opened last.
 * @param threads in the order of the panel
 * @param onSay Tells who hears the page what happened.
 */
export function useThreadActions(
  threads: readonly Thread[],
  { say, pins, showPlace }: Talk,
  onSay: (what: string) => void,
): void {
  const { chosen, open, board } = pins;
  const tellFailure = useFailureToast();
  const at = threads.findIndex(({ id }) => id === chosen);
  const current = threads[at] ?? threads[0];
  const next = threads[at + 1];
  const previous = threads[at - 1];
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
            () => onSay(resolved === null ? 'Comment resolved' : 'Comment open again'),
            (error: Error) => tellFailure('Nothing was changed', error),
          ),
        'thread.place': place && (() => showPlace(current)),
      };
    }, [current, next, previous, open, board, say, showPlace, onSay, tellFailure]),
  );
}
