import type { Act } from '../../api/entities.ts';
import { Icon } from '../../ui/icon.tsx';
import { Time } from '../../ui/time.tsx';

const number = new Intl.NumberFormat('en');

/** What an act was about, in few words. */
function scopeWords({ scope, pairs }: Act): string {
  const many = `${number.format(pairs)} ${pairs === 1 ? 'snapshot' : 'snapshots'}`;
  switch (scope.kind) {
    case 'everything':
      return `everything, ${many}`;
    case 'undecided':
      return `what was left, ${many}`;
    case 'component':
      return `${scope.component}, ${many}`;
    case 'change':
      return `one change in ${many}`;
    case 'snapshots':
      return many;
  }
}

interface DecisionHistoryProps {
  history: Act[];
  /** Null where nothing can be taken back. */
  onUndo: ((act: number) => void) | null;
}

/** Who decided what and when, undone decisions too, newest first. */
export function DecisionHistory({ history, onUndo }: DecisionHistoryProps) {
  return (
    <ol className="decision-history">
      {history.map((act) => (
        <li key={act.id}>
          <b>{act.decision === 'accepted' ? 'Accepted' : 'Rejected'}</b> {scopeWords(act)}, by{' '}
          {act.by} <Time at={act.at} />
          {act.comment !== null && <q>{act.comment}</q>}
          {act.undoneAt !== null ? (
            <span>
              {' '}
              — undone by {act.undoneBy} <Time at={act.undoneAt} />
            </span>
          ) : (
            onUndo && (
              <button
                type="button"
                className="button button-plain decision-undo"
                onClick={() => onUndo(act.id)}
              >
                <Icon name="undo" />
                Undo
              </button>
            )
          )}
        </li>
      ))}
    </ol>
  );
}
