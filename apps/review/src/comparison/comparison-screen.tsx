import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import type { Comparison, Job } from '../api/entities.ts';
import { type ComparisonPath, comparisonQuery } from '../api/queries.ts';
import { titleOf } from '../jobs/title.ts';
import { LinkedText } from '../ui/linked-text.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { ComparisonHeader } from './comparison-header.tsx';
import { useDecision } from './decision/use-decision.ts';
import { PresenceContext } from './presence/presence-context.ts';
import { usePresence } from './presence/use-presence.ts';
import { ReviewPanes } from './review-panes.tsx';
import './comparison-screen.css';

interface ComparisonScreenProps extends ComparisonPath {
  /** Of the job it is looked at as. */
  pullRequest?: Job['pullRequest'];
}

/** Two reports side by side: what is compared, what changed, and the decision about it. */
export default function ComparisonScreen({ pullRequest, ...path }: ComparisonScreenProps) {
  const { data: comparison, error, refetch } = useQuery(comparisonQuery(useApi(), path));
  useTitle(comparison ? titleOf(comparison) : 'Comparison');
  if (comparison === undefined) {
    return (
      <div className="page">
        <h1 className="unseen">Comparison</h1>
        {error ? (
          <Failure error={error} retry={refetch} />
        ) : (
          <Skeleton label="Loading comparison" />
        )}
      </div>
    );
  }
  return <LoadedComparison path={path} comparison={comparison} pullRequest={pullRequest} />;
}

interface LoadedComparisonProps {
  path: ComparisonPath;
  comparison: Comparison;
  pullRequest: Job['pullRequest'];
}

function LoadedComparison({ path, comparison, pullRequest }: LoadedComparisonProps) {
  const decision = useDecision(path, comparison);
  const presence = usePresence({ account: path.account, comparison: comparison.id });
  const total = Object.values(comparison.counts).reduce((sum, count) => sum + count, 0);
  return (
    <PresenceContext value={presence}>
      <div className="comparison">
        <ComparisonHeader
          account={path.account}
          comparison={comparison}
          pullRequest={pullRequest}
          onUndo={decision.undo}
        />
        {comparison.state === 'pending' ? (
          <Waiting comparison={comparison} />
        ) : total === 0 ? (
          <NothingToShow comparison={comparison} />
        ) : (
          <ReviewPanes
            key={comparison.id}
            path={path}
            comparison={comparison}
            decision={decision}
          />
        )}
      </div>
    </PresenceContext>
  );
}

function Waiting({ comparison }: { comparison: Comparison }) {
  return (
    <section className="comparison-waiting" aria-label="Progress">
      <h2>{comparison.progress ? 'Taking the pictures' : 'Comparing the pictures'}</h2>
      <ProgressBar
        progress={comparison.progress ?? { requestsDone: 0, requestsTotal: 0, examplesCaptured: 0 }}
        label="Captures done"
      />
      <p className="soft">This page moves on by itself when they are there.</p>
    </section>
  );
}

function NothingToShow({ comparison }: { comparison: Comparison }) {
  if (comparison.error !== null || comparison.state === 'failure') {
    return (
      <Notice icon="cross" title="This comparison failed">
        <p>
          <LinkedText text={comparison.error ?? 'No reason was recorded.'} />
        </p>
      </Notice>
    );
  }
  if (comparison.state === 'expired') {
    return (
      <Notice icon="clock" title="This comparison expired">
        <p>The reports it needs never came. Run the job again.</p>
      </Notice>
    );
  }
  return (
    <Notice icon="check" title="There is nothing to compare">
      <p>Neither report has a snapshot.</p>
    </Notice>
  );
}
