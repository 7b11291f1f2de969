import type { Change } from '../../api/entities.ts';
import type { ComparisonPath } from '../../api/queries.ts';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Failure } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { rowId } from '../decision/use-decision.ts';
import { CommentField } from './comment-field.tsx';
import { ThreadView } from './thread-view.tsx';
import { useThreads } from './use-threads.ts';
import './threads.css';

interface ThreadPanelProps {
  path: ComparisonPath;
  comparison: number;
  change: Change;
  onClose: () => void;
}

/** What people say about one change, open threads first. */
export function ThreadPanel({ path, comparison, change, onClose }: ThreadPanelProps) {
  const { threads, error, retry, say } = useThreads({
    account: path.account,
    comparison,
    snapshot: rowId(change),
  });
  const numbered = threads?.map((thread, index) => ({ thread, number: index + 1 })) ?? [];
  const isOpen = ({ thread }: (typeof numbered)[number]) => thread.resolved === null;
  return (
    <aside className="threads" aria-label="Comments">
      <header className="threads-header">
        <h3>Comments</h3>
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label="Close comments"
          {...useKeyHint('threads.toggle', 'Close')}
          onClick={onClose}
        >
          <Icon name="cross" />
        </button>
      </header>
      {error ? (
        <Failure error={error} retry={retry} />
      ) : threads === undefined ? (
        <Skeleton lines={4} label="Loading comments" />
      ) : (
        <ol className="threads-list">
          {[...numbered.filter(isOpen), ...numbered.filter((one) => !isOpen(one))].map(
            ({ thread, number }) => (
              <ThreadView key={thread.id} path={path} thread={thread} number={number} say={say} />
            ),
          )}
        </ol>
      )}
      <div className="threads-new">
        <CommentField
          account={path.account}
          label="Say something about this change"
          action="Comment"
          onSend={(text) => say({ kind: 'open', text, place: null })}
        />
      </div>
    </aside>
  );
}
