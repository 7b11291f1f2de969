import { useMemo } from 'react';
import type { ComparisonPath } from '../api/queries.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
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
  const { beforeSnapshotId, afterSnapshotId } = pair;
  const toggle = useMemo(
    () => () => mutate({ pair: { beforeSnapshotId, afterSnapshotId }, flaky: !flaky }),
    [mutate, beforeSnapshotId, afterSnapshotId, flaky],
  );
  useActions(useMemo(() => ({ 'flake.toggle': isPending ? null : toggle }), [isPending, toggle]));
  const hint = useKeyHint(
    'flake.toggle',
    flaky
      ? 'Count this pair of pictures as a change again'
      : 'Ignore this pair of pictures here and wherever it appears again',
  );
  return (
    <button
      type="button"
      className="button button-plain flake-button"
      disabled={isPending}
      {...hint}
      onClick={toggle}
    >
      <Icon name={flaky ? 'undo' : 'flake'} />
      {flaky ? 'Not a flake' : 'Report flake'}
    </button>
  );
}
