import type { ComparisonPath } from '../api/queries.ts';
import { Icon } from '../ui/icon.tsx';
import { type SnapshotPair, useFlake } from './use-flake.ts';

interface FlakeButtonProps {
  path: ComparisonPath;
  comparison: number;
  /** Whether this pair is ignored as flaky now. */
  flaky: boolean;
  pair: SnapshotPair;
}

export function FlakeButton({ path, comparison, flaky, pair }: FlakeButtonProps) {
  const { mutate, isPending } = useFlake(path, comparison);
  return (
    <button
      type="button"
      className="button button-plain flake-button"
      disabled={isPending}
      title={
        flaky
          ? 'Count this pair of pictures as a change again'
          : 'Ignore this pair of pictures here and wherever it appears again'
      }
      onClick={() => mutate({ pair, flaky: !flaky })}
    >
      <Icon name={flaky ? 'undo' : 'flake'} />
      {flaky ? 'Not a flake' : 'Report flake'}
    </button>
  );
}
