import { Link } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import type { Comparison, Job } from '../api/entities.ts';
import { BaselineTrail } from '../baseline/baseline-trail.tsx';
import { PullRequestNote } from '../jobs/pull-request-note.tsx';
import { titleOf } from '../jobs/title.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { isPartial, OriginsLine } from '../report/origins-line.tsx';
import { ChangeLink } from '../ui/change-link.tsx';
import { LinkedText } from '../ui/linked-text.tsx';
import { ShaPair, shortSha } from '../ui/sha.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';
import { AskForReview } from './ask-for-review.tsx';
import { BrowsersLine } from './browsers-line.tsx';
import { DecisionHistory } from './decision/decision-history.tsx';
import { PolicyLine } from './policy-line.tsx';
import { Onlookers } from './presence/onlookers.tsx';
import './comparison-header.css';

interface ComparisonHeaderProps {
  account: number;
  comparison: Comparison;
  /** Absent where the forge said nothing. */
  pullRequest: Job['pullRequest'];
  /** Takes an act of deciding back; null where none can be. */
  onUndo: ((act: number) => void) | null;
}

/** Everything that says what is compared, by whom it was sent, and why with this baseline. */
export function ComparisonHeader({
  account,
  comparison,
  pullRequest,
  onUndo,
}: ComparisonHeaderProps) {
  const { project, baseline, origins, message, history, sha1, sha2 } = comparison;
  const params = { account: String(account) };
  const body = message?.split('\n').slice(1).join('\n').trim() ?? '';
  const more = useRef<HTMLDetailsElement>(null);
  useActions(
    useMemo(
      () => ({
        'decide.history': () => {
          if (more.current === null) return;
          more.current.open = !more.current.open;
          more.current.querySelector('summary')?.focus();
        },
      }),
      [],
    ),
  );
  const historyHint = useKeyHint('decide.history', 'Show or hide');
  return (
    <header className="comparison-header">
      <div className="comparison-title">
        <StateBadge state={comparison.state} decision={comparison.review?.decision} />
        <h1>{titleOf(comparison)}</h1>
        <Onlookers />
        {comparison.state === 'needs-review' && (
          <AskForReview account={account} comparison={comparison.id} />
        )}
      </div>
      <div className="comparison-meta soft">
        <Link
          to="/a/$account/report/$sha"
          params={{ ...params, sha: sha2 }}
          search={{ p: String(project.id) }}
          title="All snapshots of this commit"
        >
          {project.name}
        </Link>
        <ShaPair sha1={sha1} sha2={sha2} />
        {comparison.author !== null && <span>{comparison.author}</span>}
        <Time at={comparison.createdAt} />
        {comparison.jobId !== null && (
          <Link to="/a/$account/jobs/$job" params={{ ...params, job: String(comparison.jobId) }}>
            Job {comparison.jobId}
          </Link>
        )}
        {comparison.chosenBy !== null && <span>Chosen by {comparison.chosenBy}</span>}
        {comparison.link !== null && <ChangeLink link={comparison.link} />}
        {pullRequest && <PullRequestNote pullRequest={pullRequest} />}
      </div>
      {comparison.error !== null && (
        <p className="comparison-error">
          <LinkedText text={comparison.error} />
        </p>
      )}
      <div className="comparison-why">
        <BrowsersLine path={{ account, project: project.id, sha1, sha2 }} comparison={comparison} />
        {baseline !== null && (
          <p className="soft">
            <strong>Baseline</strong> {shortSha(baseline.explanation)}
          </p>
        )}
        {comparison.baselineTrail !== null && <BaselineTrail trail={comparison.baselineTrail} />}
        {comparison.error === null && <PolicyLine account={account} comparison={comparison} />}
        {origins !== null && isPartial(origins) && (
          <OriginsLine account={account} project={project.id} origins={origins} />
        )}
        {(body !== '' || history.length > 0) && (
          <details ref={more} className="comparison-more">
            <summary {...historyHint}>
              {[
                body !== '' && 'Full message',
                history.length > 0 &&
                  `${history.length} ${history.length === 1 ? 'decision' : 'decisions'}`,
              ]
                .filter(Boolean)
                .join(' and ')}
            </summary>
            <div className="comparison-more-body">
              {body !== '' && <pre>{body}</pre>}
              <DecisionHistory history={history} onUndo={onUndo} />
            </div>
          </details>
        )}
      </div>
    </header>
  );
}
