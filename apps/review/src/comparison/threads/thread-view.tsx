import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context.tsx';
import type { Thread } from '../../api/entities.ts';
import { type ComparisonPath, meQuery } from '../../api/queries.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkedText } from '../../ui/linked-text.tsx';
import { Time } from '../../ui/time.tsx';
import { useFailureToast } from '../../ui/toasts.tsx';
import { ElsewhereLink } from '../elsewhere-link.tsx';
import { CommentField } from './comment-field.tsx';
import type { Threads } from './use-threads.ts';

interface ThreadViewProps {
  path: ComparisonPath;
  thread: Thread;
  /** Counted from 1, as on the pictures. */
  number: number;
  say: Threads['say'];
}

/** A thread: what it is about, what was said, and the way to answer or to settle it. */
export function ThreadView({ path, thread, number, say }: ThreadViewProps) {
  const tellFailure = useFailureToast();
  const { data: me } = useQuery(meQuery(useApi()));
  const { id, place, resolved, elsewhere, comments } = thread;
  const isAdmin = me?.accounts.some((one) => one.id === path.account && one.role === 'admin');
  const attempt = (saying: Parameters<typeof say>[0]) =>
    say(saying).catch((error: Error) => tellFailure('Nothing was changed', error));
  return (
    <li className="thread" data-resolved={resolved !== null}>
      <p className="thread-about soft">
        <b className="thread-number">{number}</b>
        {place !== null && (
          <span>
            {place.side === 'before' ? 'Before' : 'After'}, at {place.x}, {place.y}
          </span>
        )}
        {elsewhere !== null && (
          <span>
            from <ElsewhereLink path={path} elsewhere={elsewhere} />
          </span>
        )}
        <button
          type="button"
          className="button button-plain thread-resolve"
          onClick={() => attempt({ kind: 'resolve', thread: id, resolved: resolved === null })}
        >
          <Icon name={resolved === null ? 'check' : 'undo'} />
          {resolved === null ? 'Resolve' : 'Open again'}
        </button>
      </p>
      <ol className="thread-comments">
        {comments.map((comment) => (
          <li key={comment.id} className="comment">
            <p className="comment-head">
              <b>{comment.by}</b>{' '}
              <span className="soft">
                <Time at={comment.at} />
              </span>
              {(isAdmin || comment.byId === me?.user.id) && (
                <button
                  type="button"
                  className="button button-plain button-icon"
                  aria-label={`Remove what ${comment.by} said`}
                  title="Remove"
                  onClick={() => attempt({ kind: 'remove', comment: comment.id })}
                >
                  <Icon name="cross" size={13} />
                </button>
              )}
            </p>
            <p className="comment-text">
              <LinkedText text={comment.text} />
            </p>
          </li>
        ))}
      </ol>
      {resolved === null ? (
        <CommentField
          account={path.account}
          label="Answer"
          action="Answer"
          onSend={(text) => say({ kind: 'answer', thread: id, text })}
        />
      ) : (
        <p className="soft thread-resolved">
          <Icon name="check" size={13} /> Resolved by {resolved.by} <Time at={resolved.at} />
        </p>
      )}
    </li>
  );
}
