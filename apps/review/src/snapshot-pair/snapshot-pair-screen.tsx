import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import { useApi } from '../api/context.tsx';
import type { SnapshotPair } from '../api/entities.ts';
import { type SnapshotPairPath, snapshotPairQuery } from '../api/queries.ts';
import { ChangeViews } from '../comparison/change-views.tsx';
import { FlakeButton } from '../comparison/flake-button.tsx';
import { useView, viewActions } from '../comparison/use-view.ts';
import { useActions } from '../keys/use-actions.ts';
import { Icon } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { PairComparisons } from './pair-comparisons.tsx';
import './snapshot-pair.css';

/** Two snapshots, whether their difference counts, and where it was seen. */
export default function SnapshotPairScreen(path: SnapshotPairPath) {
  const { data: pair, error, refetch } = useQuery(snapshotPairQuery(useApi(), path));
  useTitle(pair ? `${pair.after.component}, ${pair.after.variant}` : 'Pair of snapshots');
  if (pair === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Pair of snapshots</h1>
        {error ? <Failure error={error} retry={refetch} /> : <Skeleton label="Loading snapshots" />}
      </div>
    );
  }
  return (
    <div className="page">
      <PairHeader account={path.account} pair={pair} />
      <PairPictures account={path.account} pair={pair} />
      <PairComparisons account={path.account} pair={pair} />
    </div>
  );
}

function PairHeader({ account, pair }: { account: number; pair: SnapshotPair }) {
  const { before, after, flake, project } = pair;
  const sameName = before.component === after.component && before.variant === after.variant;
  // A flake is reported in a comparison; without one there is nothing to report it in.
  const [newest] = pair.comparisons;
  return (
    <header className="page-header">
      <div className="pair-title">
        <h1>
          {!sameName && (
            <>
              <ExampleName {...before} /> <span className="pair-soft">and</span>{' '}
            </>
          )}
          <ExampleName {...after} />
        </h1>
        <p className="pair-soft">
          {before.target !== after.target && `${before.target} and `}
          {after.target} in {project.name}
        </p>
        <p className={flake === null ? 'pair-flake' : 'pair-flake pair-flaky'}>
          <Icon name="flake" />
          {flake === null ? (
            'Not reported as flaky'
          ) : (
            <span>
              Ignored as flaky, reported by {flake.by} <Time at={flake.at} />
            </span>
          )}
        </p>
      </div>
      {newest && (
        <FlakeButton
          path={{ account, project: project.id, sha1: newest.sha1, sha2: newest.sha2 }}
          comparison={newest.id}
          flaky={flake !== null}
          pair={{ beforeSnapshotId: before.snapshotId, afterSnapshotId: after.snapshotId }}
        />
      )}
    </header>
  );
}

function ExampleName({ component, variant }: { component: string; variant: string }) {
  return (
    <span>
      {component} <span className="pair-soft">{variant}</span>
    </span>
  );
}

function PairPictures({ account, pair }: { account: number; pair: SnapshotPair }) {
  const { before, after } = pair;
  const view = useView();
  const { setView, setFindingsView } = view;
  const isAccessibility = isOfAccessibility(pair);
  useActions(
    useMemo(
      () => viewActions({ setView, setFindingsView }, isAccessibility),
      [setView, setFindingsView, isAccessibility],
    ),
  );
  const { component, variant } = after;
  return (
    <div className="card pair-pictures">
      <ChangeViews
        account={account}
        kind={before.snapshotId === after.snapshotId ? 'unchanged' : 'changed'}
        change={{ component, variant, before, after }}
        view={view}
      />
    </div>
  );
}
