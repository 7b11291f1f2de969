import type { Comparison } from '../api/entities.ts';
import { Time } from '../ui/time.tsx';

/** Who decided what and when, undone decisions too, newest first. */
export function DecisionHistory({ history }: { history: Comparison['history'] }) {
  return (
    <ol className="decision-history">
      {history.map((entry) => (
        <li key={`${entry.at} ${entry.by} ${entry.decision}`}>
          <b>{entry.decision === 'accepted' ? 'Accepted' : 'Rejected'}</b> by {entry.by}{' '}
          <Time at={entry.at} />
          {entry.comment !== null && <q>{entry.comment}</q>}
          {entry.undoneAt !== null && (
            <span>
              {' '}
              — undone by {entry.undoneBy} <Time at={entry.undoneAt} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
