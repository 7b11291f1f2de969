import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useApi } from '../api/context.tsx';
import type { Comparison } from '../api/entities.ts';
import { type ComparisonPath, comparisonQuery } from '../api/queries.ts';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { useFailureToast } from '../ui/toasts.tsx';

type Rerendering = NonNullable<Comparison['rerendering']>;

/** Whether the baseline is being captured with the browsers of the later report. */
export const isGoingOn = (rerendering: Comparison['rerendering']): boolean =>
  rerendering !== null && rerendering.by !== null && rerendering.done < rerendering.total;

/** Whether a comparison shows what the baseline looks like in the browsers of the later report. */
export const isRerendered = ({ by, total, done, failed }: Rerendering): boolean =>
  by !== null && done === total && failed < total;

interface RerenderingNoteProps {
  path: ComparisonPath;
  comparison: number;
  rerendering: Rerendering;
}

/** The baseline in the browsers of the later report: asks for it, says how far it is, and takes it back. */
export function RerenderingNote({ path, comparison, rerendering }: RerenderingNoteProps) {
  const { by, total, done } = rerendering;
  const { mutate, isPending } = useRerendering(path, comparison);
  useNewChanges(isGoingOn(rerendering));
  const button = (words: string, wanted: boolean) => (
    <button
      type="button"
      className="button"
      disabled={isPending}
      onClick={() => mutate({ wanted })}
    >
      {words}
    </button>
  );
  if (by === null) return <p>{button('Capture the baseline again, with these', true)}</p>;
  if (isGoingOn(rerendering)) {
    const progress = { requestsDone: done, requestsTotal: total, examplesCaptured: 0 };
    return (
      <>
        <p>{by} has the baseline captured again. The changes below are those without it.</p>
        <ProgressBar progress={progress} label="The baseline, captured again" />
      </>
    );
  }
  return (
    <>
      <Failures of={rerendering} />
      <p className="browsers-actions">
        {rerendering.failed > 0 && button('Try again', true)}
        {button('Compare with the pictures of then', false)}
      </p>
    </>
  );
}

function Failures({ of: { failed, total, problem } }: { of: Rerendering }) {
  if (failed === 0) return null;
  return (
    <p>
      {failed} of {total} {total === 1 ? 'capture' : 'captures'} of the baseline could not be done
      again, whose pictures are those of then: {problem}
    </p>
  );
}

/** Reads the changes anew once the comparison was made again. */
function useNewChanges(goingOn: boolean): void {
  const client = useQueryClient();
  const wasGoingOn = useRef(false);
  useEffect(() => {
    if (wasGoingOn.current && !goingOn) void client.invalidateQueries({ queryKey: ['changes'] });
    wasGoingOn.current = goingOn;
  }, [client, goingOn]);
}

/** Asks for the baseline in the browsers of the later report, or for the pictures of then. */
function useRerendering(path: ComparisonPath, comparison: number) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  const params = { account: path.account, comparison };
  return useMutation({
    mutationFn: ({ wanted }: { wanted: boolean }) =>
      wanted ? api.rerenderBaseline({ params }) : api.undoRerendering({ params }),
    onError: (error) => tellFailure('The baseline stays as it is', error),
    async onSuccess(saved) {
      client.setQueryData(comparisonQuery(api, path).queryKey, saved);
      await client.invalidateQueries({ queryKey: ['changes'] });
    },
  });
}
