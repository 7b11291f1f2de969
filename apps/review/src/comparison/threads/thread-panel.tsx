import { useId, useState } from 'react';
import type { ComparisonPath } from '../../api/queries.ts';
import { useKeyHint } from '../../keys/key-hint.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Failure } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useStored } from '../../ui/store.ts';
import { placeWords } from '../pins/place.ts';
import { CommentField } from './comment-field.tsx';
import { ThreadView } from './thread-view.tsx';
import type { Talk } from './use-talk.ts';
import { useThreadActions } from './use-thread-actions.ts';
import './threads.css';

interface ThreadPanelProps {
  path: ComparisonPath;
  talk: Talk;
}

/** What people say about one change, open threads first. */
export function ThreadPanel({ path, talk }: ThreadPanelProps) {
  const { threads, error, retry, say, pins, toggle } = talk;
  const { draft, called } = pins.board;
  const drawn = useStored(draft, (it) => (it?.isDrawn ? it : null));
  const placeId = useId();
  async function begin(text: string): Promise<void> {
    const saved = await say({ kind: 'open', text, place: drawn?.place ?? null });
    const begun = saved.threads.at(-1);
    if (drawn === null || begun === undefined) return;
    draft.set(null);
    called.set({ thread: begun.id });
  }
  const numbered = threads?.map((thread, index) => ({ thread, number: index + 1 })) ?? [];
  const isOpen = ({ thread }: (typeof numbered)[number]) => thread.resolved === null;
  const listed = [...numbered.filter(isOpen), ...numbered.filter((one) => !isOpen(one))];
  const [said, onSay] = useState('');
  useThreadActions(listed, talk, onSay);
  return (
    <aside className="threads" aria-label="Comments">
      <header className="threads-header">
        <h3>Comments</h3>
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label="Close comments"
          {...useKeyHint('threads.toggle', 'Close')}
          onClick={toggle}
        >
          <Icon name="cross" />
        </button>
      </header>
      <p className="unseen" role="status">
        {said}
      </p>
      {error ? (
        <Failure error={error} retry={retry} />
      ) : threads === undefined ? (
        <Skeleton lines={4} label="Loading comments" />
      ) : (
        <ol className="threads-list">
          {listed.map(({ thread, number }) => (
            <ThreadView key={thread.id} path={path} thread={thread} number={number} talk={talk} />
          ))}
        </ol>
      )}
      <div className="threads-new">
        {drawn && (
          <p className="threads-draft soft">
            <Icon name="pin" size={13} />
            <span id={placeId}>{placeWords(drawn.place)}</span>
            <button
              type="button"
              className="button button-plain button-icon"
              aria-label="About all of it instead"
              title="About all of it instead"
              onClick={() => draft.set(null)}
            >
              <Icon name="cross" size={13} />
            </button>
          </p>
        )}
        <CommentField
          account={path.account}
          label={drawn ? 'Say something about this place' : 'Say something about this change'}
          action="Comment"
          onSend={begin}
          onCancel={() => draft.set(null)}
          calledBy={drawn}
          {...(drawn && { describedBy: placeId })}
        />
      </div>
    </aside>
  );
}
