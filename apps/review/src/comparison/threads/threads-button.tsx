import type { Change } from '../../api/entities.ts';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { Icon } from '../../ui/icon.tsx';

interface ThreadsButtonProps {
  threads: Change['threads'];
  isOpen: boolean;
  onToggle: () => void;
}

/** Shows or hides what people say about the change, and says how much there is. */
export function ThreadsButton({ threads, isOpen, onToggle }: ThreadsButtonProps) {
  const total = threads.open + threads.resolved;
  return (
    <button
      type="button"
      className="button button-plain threads-button"
      aria-expanded={isOpen}
      {...useKeyHint('threads.toggle', 'Comments')}
      onClick={onToggle}
    >
      <Icon name="comment" />
      <span className="threads-button-word">Comments</span>
      {total > 0 && (
        <span className="number">
          {threads.open > 0 ? threads.open : total}
          <span className="unseen">{threads.open > 0 ? ' open' : ' resolved'}</span>
        </span>
      )}
    </button>
  );
}
